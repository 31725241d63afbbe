package dev.freehold.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EndpointAccessTest {
    /** Compiled aside: resources among the test classes would be served by every test that starts the application. */
    private static final String RESOURCES = """
            import io.quarkus.security.Authenticated;
            import jakarta.annotation.security.*;
            import jakarta.ws.rs.*;

            @Path("/every") class EveryMethodDeclares {
              @GET @RolesAllowed("inference") public void roles() {}
              @POST @PermitAll public void open() {}
              @GET @Path("none") @DenyAll public void closed() {}
              public void noEndpoint() {}
            }
            @Path("/class") @Authenticated class ClassDeclares {
              @GET public void some() {}
            }
            @Path("/forgot") class OneForgot {
              @GET @RolesAllowed("inference") public void said() {}
              @POST public void forgot() {}
            }
            @Path("/locator") class Locator {
              @Path("more") public Object more() { return this; }
            }
            @Path("/contract") interface Contract {
              @GET @RolesAllowed("inference") void call();
            }
            class ByContract implements Contract {
              @Override public void call() {}
            }
            class ByContractAndSaid implements Contract {
              @Override @RolesAllowed("inference") public void call() {}
            }
            class Base {
              @GET public void inherited() {}
            }
            @Path("/derived") @Authenticated class Derived extends Base {}
            class NoResource {
              @GET public void unreachable() {}
            }
            """;

    @TempDir
    static Path folder;

    private static URLClassLoader classes;

    @BeforeAll
    static void compile() throws IOException {
        Path source = Files.writeString(folder.resolve("Resources.java"), RESOURCES);
        String[] arguments = {"-proc:none", "-d", folder.toString(), source.toString()};
        assertEquals(0, ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments));
        classes = new URLClassLoader(new URL[] {folder.toUri().toURL()}, EndpointAccessTest.class.getClassLoader());
    }

    @AfterAll
    static void close() throws IOException {
        classes.close();
    }

    @Test
    void letsThroughWhatDeclaresItsAccess() {
        EndpointAccess.require(named("EveryMethodDeclares", "ClassDeclares", "ByContractAndSaid", "NoResource"));
    }

    @Test
    void findsTheEndpointsOfAResource() {
        assertEquals(3, endpoints("EveryMethodDeclares"));
        assertEquals(1, endpoints("ByContract"));
        assertEquals(0, endpoints("NoResource"));
    }

    @Test
    void namesTheMethodThatForgot() {
        String message = refusal("EveryMethodDeclares", "OneForgot");

        assertTrue(message.endsWith(" OneForgot.forgot"), message);
        assertFalse(message.contains("said"));
    }

    @Test
    void countsAWayToAnotherResource() {
        assertTrue(refusal("Locator").endsWith(" Locator.more"));
    }

    @Test
    void countsAnEndpointOfAnInterface() {
        assertTrue(refusal("ByContract").endsWith(" ByContract.call"));
    }

    @Test
    void countsAnInheritedEndpointWhoseOwnClassSaysNothing() {
        assertTrue(refusal("Derived").endsWith(" Base.inherited"));
    }

    private static long endpoints(String name) {
        return named(name).mapToLong(type -> Endpoints.of(type).size()).sum();
    }

    private static String refusal(String... names) {
        String message = assertThrows(IllegalStateException.class, () -> EndpointAccess.require(named(names)))
                .getMessage();
        return message == null ? "" : message;
    }

    private static Stream<Class<?>> named(String... names) {
        return Arrays.stream(names).map(name -> {
            try {
                return classes.loadClass(name);
            } catch (ClassNotFoundException e) {
                throw new AssertionError(e);
            }
        });
    }
}
