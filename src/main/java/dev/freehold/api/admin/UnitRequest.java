package dev.freehold.api.admin;

import dev.freehold.api.JsonFields;
import dev.freehold.auth.NewUnit;
import dev.freehold.auth.UnitChange;

/** The bodies that make and change tenants and projects. */
final class UnitRequest {
    private UnitRequest() {}

    static NewUnit made(byte[] body) {
        JsonFields fields = JsonFields.parse(body).only("id", "name");
        String id = fields.requiredText("id");
        return new NewUnit(id, fields.text("name").orElse(id));
    }

    static UnitChange changed(byte[] body) {
        JsonFields fields = JsonFields.parse(body).only("name", "suspended");
        return new UnitChange(fields.text("name"), fields.value("suspended").map(value -> fields.flag("suspended")));
    }
}
