package dev.freehold.quota;

import dev.freehold.core.Caller;
import java.util.List;

/** All that one caller's calls are counted on. */
public record Scopes(Scope organisation, Scope project, Scope caller) {

    public static Scopes of(Caller caller) {
        return of(caller.tenant(), caller.project(), caller.id());
    }

    public static Scopes of(String tenant, String project, String caller) {
        return new Scopes(Scope.organisation(tenant), Scope.project(tenant, project), Scope.caller(tenant, caller));
    }

    /** The widest first; whoever locks several MUST lock them in this order. */
    public List<Scope> all() {
        return List.of(organisation, project, caller);
    }
}
