package dev.freehold.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.security.Authenticated;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EndpointAccessTest {

    @Path("/every")
    static class EveryMethodDeclares {
        @GET
        @RolesAllowed("inference")
        public void roles() {}

        @POST
        @PermitAll
        public void open() {}

        @GET
        @Path("none")
        @DenyAll
        public void closed() {}

        public void noEndpoint() {}
    }

    @Path("/class")
    @Authenticated
    static class ClassDeclares {
        @GET
        public void some() {}
    }

    @Path("/forgot")
    static class OneForgot {
        @GET
        @RolesAllowed("inference")
        public void said() {}

        @POST
        public void forgot() {}
    }

    @Path("/locator")
    static class Locator {
        @Path("more")
        public Object more() {
            return new Object();
        }
    }

    @Path("/contract")
    interface Contract {
        @GET
        @RolesAllowed("inference")
        void call();
    }

    static class ByContract implements Contract {
        @Override
        public void call() {}
    }

    static class ByContractAndSaid implements Contract {
        @Override
        @RolesAllowed("inference")
        public void call() {}
    }

    static class Base {
        @GET
        public void inherited() {}
    }

    @Path("/derived")
    @Authenticated
    static class Derived extends Base {}

    static class NoResource {
        @GET
        public void unreachable() {}
    }

    @Test
    void letsThroughWhatDeclaresItsAccess() {
        EndpointAccess.require(
                Stream.of(EveryMethodDeclares.class, ClassDeclares.class, ByContractAndSaid.class, NoResource.class));
    }

    @Test
    void findsTheEndpointsOfAResource() {
        assertEquals(3, Endpoints.of(EveryMethodDeclares.class).size());
        assertEquals(1, Endpoints.of(ByContract.class).size());
        assertEquals(0, Endpoints.of(NoResource.class).size());
    }

    @Test
    void namesTheMethodThatForgot() {
        String message = refusal(EveryMethodDeclares.class, OneForgot.class);

        assertTrue(message.endsWith(OneForgot.class.getName() + ".forgot"), message);
        assertFalse(message.contains("said"));
    }

    @Test
    void countsAWayToAnotherResource() {
        assertTrue(refusal(Locator.class).contains("more"));
    }

    @Test
    void countsAnEndpointOfAnInterface() {
        assertTrue(refusal(ByContract.class).contains("call"));
    }

    @Test
    void countsAnInheritedEndpointWhoseOwnClassSaysNothing() {
        assertTrue(refusal(Derived.class).contains("inherited"));
    }

    private static String refusal(Class<?>... beans) {
        String message = assertThrows(IllegalStateException.class, () -> EndpointAccess.require(Stream.of(beans)))
                .getMessage();
        return message == null ? "" : message;
    }
}
