package dev.freehold.auth;

/** A wish for a tenant or for a project; the constructor refuses with a {@link dev.freehold.core.Fault} what neither can be called. */
public record NewUnit(String id, String name) {
    public NewUnit {
        Names.id("id", id);
        Names.title("name", name);
    }
}
