package dev.freehold.inference.template;

/** Python's None; inside the room null never stands for a value. */
enum None {
    NONE
}
