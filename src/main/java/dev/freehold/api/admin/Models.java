package dev.freehold.api.admin;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.freehold.inference.ModelHost;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** What is loaded, and which folders could not be served and why. */
@Path("/admin/v1/models")
@Produces("application/json")
@RolesAllowed("operator")
@RunOnVirtualThread
class Models {
    private final ModelHost host;

    Models(ModelHost host) {
        this.host = host;
    }

    /** The answer: what serves, and what does not. */
    record Report(List<LoadedModel> models, List<RefusedFolder> refused) {}

    record LoadedModel(
            String id,
            String kind,
            String layout,
            String digest,
            String signature,
            String licence,
            @JsonProperty("loaded_at") Instant loadedAt) {
        static LoadedModel of(ModelHost.Loaded loaded) {
            return new LoadedModel(
                    loaded.model().id().value(),
                    loaded.kind(),
                    loaded.folder().layout().name().toLowerCase(Locale.ROOT),
                    loaded.model().digest(),
                    loaded.signature(),
                    loaded.licence(),
                    loaded.at());
        }
    }

    record RefusedFolder(String folder, String reason) {}

    @GET
    @Operation(summary = "Lists the loaded models and the folders that could not be served")
    public Report list() {
        return new Report(
                host.report().loaded().stream().map(LoadedModel::of).toList(),
                host.refusals().stream()
                        .map(refusal -> new RefusedFolder(refusal.folder(), refusal.reason()))
                        .toList());
    }
}
