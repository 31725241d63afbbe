package dev.freehold.inference.grammar;

import org.jspecify.annotations.Nullable;

/** One way to have read a text so far: a state inside a word, and what is to come after the word. */
record Place(ByteDfa word, int state, @Nullable Frame rest) {}
