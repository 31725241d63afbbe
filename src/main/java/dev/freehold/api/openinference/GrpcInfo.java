package dev.freehold.api.openinference;

import dev.freehold.api.openinference.wire.ModelMetadataRequest;
import dev.freehold.api.openinference.wire.ModelMetadataResponse;
import dev.freehold.api.openinference.wire.ModelReadyRequest;
import dev.freehold.api.openinference.wire.ModelReadyResponse;
import dev.freehold.api.openinference.wire.RepositoryIndexRequest;
import dev.freehold.api.openinference.wire.RepositoryIndexResponse;
import dev.freehold.api.openinference.wire.ServerLiveResponse;
import dev.freehold.api.openinference.wire.ServerMetadataResponse;
import dev.freehold.api.openinference.wire.ServerReadyResponse;
import dev.freehold.core.Caller;
import dev.freehold.core.Fault;
import dev.freehold.gateway.ModelCatalogue;
import dev.freehold.gateway.TensorInference;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The same as {@link ServerInfo} and {@link ModelInfo}, in messages. */
@ApplicationScoped
class GrpcInfo {
    private final NamedModels models;
    private final ModelCatalogue catalogue;
    private final String version;

    GrpcInfo(
            NamedModels models,
            ModelCatalogue catalogue,
            @ConfigProperty(name = "quarkus.application.version") String version) {
        this.models = models;
        this.catalogue = catalogue;
        this.version = version;
    }

    ServerLiveResponse live() {
        return ServerLiveResponse.newBuilder().setLive(true).build();
    }

    ServerReadyResponse ready() {
        return ServerReadyResponse.newBuilder().setReady(catalogue.isServing()).build();
    }

    ServerMetadataResponse server() {
        ServerMetadata metadata = ServerMetadata.of(version);
        return ServerMetadataResponse.newBuilder()
                .setName(metadata.name())
                .setVersion(metadata.version())
                .addAllExtensions(metadata.extensions())
                .build();
    }

    ModelReadyResponse ready(Caller caller, ModelReadyRequest request) {
        checkVersion(request.getVersion());
        models.require(caller, request.getName());
        return ModelReadyResponse.newBuilder().setReady(true).build();
    }

    ModelMetadataResponse model(Caller caller, ModelMetadataRequest request) {
        checkVersion(request.getVersion());
        ModelMetadata metadata = models.look(caller, request.getName(), ModelMetadata::of);
        return ModelMetadataResponse.newBuilder()
                .setName(metadata.name())
                .addAllVersions(metadata.versions())
                .setPlatform(metadata.platform())
                .addAllInputs(tensors(metadata.inputs()))
                .addAllOutputs(tensors(metadata.outputs()))
                .build();
    }

    private static List<ModelMetadataResponse.TensorMetadata> tensors(List<ModelMetadata.TensorMetadata> tensors) {
        return tensors.stream()
                .map(tensor -> ModelMetadataResponse.TensorMetadata.newBuilder()
                        .setName(tensor.name())
                        .setDatatype(tensor.datatype())
                        .addAllShape(tensor.shape())
                        .build())
                .toList();
    }

    /** All that the caller may ask for answer, so that those that are ready are all. */
    RepositoryIndexResponse index(Caller caller, RepositoryIndexRequest request) {
        if (!request.getRepositoryName().isEmpty()) {
            throw Fault.invalid("repository_name", "There is one repository, which has no name.");
        }
        RepositoryIndexResponse.Builder index = RepositoryIndexResponse.newBuilder();
        catalogue
                .visibleTo(caller)
                .forEach(entry -> index.addModelsBuilder()
                        .setName(entry.name().value())
                        .setVersion(TensorInference.VERSION)
                        .setState("READY"));
        return index.build();
    }

    private static void checkVersion(String version) {
        if (!version.isEmpty()) {
            NamedModels.checkVersion(version);
        }
    }
}
