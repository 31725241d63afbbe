package dev.freehold.inference;

/** How soon a request is served among those of its own tenant; it takes nothing from other tenants. */
public enum Priority {
    LOW,
    NORMAL,
    HIGH
}
