package dev.freehold.api.anthropic;

import dev.freehold.api.JsonFields;
import dev.freehold.core.Fault;

/** The {@code cache_control} field. It asks for what happens anyway: how a prompt begins is remembered, where there is room. */
final class CacheControl {
    private CacheControl() {}

    static void check(JsonFields owner) {
        owner.object("cache_control").ifPresent(control -> {
            control.only("type", "ttl");
            if (!control.requiredText("type").equals("ephemeral")) {
                throw Fault.invalid(
                        control.pathOf("type"), "'%s' must be 'ephemeral'.".formatted(control.pathOf("type")));
            }
            if (control.text("ttl")
                    .filter(ttl -> !ttl.equals("5m") && !ttl.equals("1h"))
                    .isPresent()) {
                throw Fault.invalid(
                        control.pathOf("ttl"), "'%s' must be '5m' or '1h'.".formatted(control.pathOf("ttl")));
            }
        });
    }
}
