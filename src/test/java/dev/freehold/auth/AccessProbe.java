package dev.freehold.auth;

import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/** Endpoints of the tests, one for each kind of access. */
@Path("/test/access")
public class AccessProbe {
    private final CurrentCaller caller;

    AccessProbe(CurrentCaller caller) {
        this.caller = caller;
    }

    @GET
    @Path("inference")
    @RolesAllowed("inference")
    public String inference() {
        return caller.require().id();
    }

    @GET
    @Path("admin")
    @RolesAllowed("admin")
    public String admin() {
        return caller.require().id();
    }

    @GET
    @Path("open")
    @PermitAll
    public String open() {
        return "open";
    }
}
