package dev.freehold.chart;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.TemplateCommand;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** What the chart makes of some values, by the real engine; an object with a field that Kubernetes does not know is an error. */
final class Rendered {
    static final Path CHART = Path.of("helm");
    private static final Map<String, Class<? extends HasMetadata>> KINDS = Map.ofEntries(
            Map.entry("v1/ConfigMap", ConfigMap.class),
            Map.entry("v1/Pod", Pod.class),
            Map.entry("v1/Service", Service.class),
            Map.entry("v1/ServiceAccount", ServiceAccount.class),
            Map.entry("apps/v1/Deployment", Deployment.class),
            Map.entry("apps/v1/StatefulSet", StatefulSet.class),
            Map.entry("autoscaling/v2/HorizontalPodAutoscaler", HorizontalPodAutoscaler.class),
            Map.entry("gateway.networking.k8s.io/v1/HTTPRoute", HTTPRoute.class),
            Map.entry("networking.k8s.io/v1/Ingress", Ingress.class),
            Map.entry("networking.k8s.io/v1/NetworkPolicy", NetworkPolicy.class),
            Map.entry("policy/v1/PodDisruptionBudget", PodDisruptionBudget.class),
            Map.entry("monitoring.coreos.com/v1/PrometheusRule", PrometheusRule.class),
            Map.entry("monitoring.coreos.com/v1/ServiceMonitor", ServiceMonitor.class));
    private static final ObjectMapper STRICT = new ObjectMapper(new YAMLFactory())
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .setAnnotationIntrospector(new NothingExtra());

    private final List<HasMetadata> objects;

    private Rendered(List<HasMetadata> objects) {
        this.objects = objects;
    }

    /** The models keep what they do not know in a map; here it stays unknown. */
    private static final class NothingExtra extends JacksonAnnotationIntrospector {
        private static final long serialVersionUID = 1;

        @Override
        public Boolean hasAnySetter(Annotated annotated) {
            return false;
        }
    }

    /** With the values of some files, the last wins. */
    static Rendered of(Path... values) {
        TemplateCommand command = command();
        Stream.of(values).forEach(command::withValuesFile);
        return parse(command.call());
    }

    /** With a few values set, {@code a.b} to something. */
    static Rendered with(Map<String, ?> values) {
        TemplateCommand command = command();
        values.forEach(command::set);
        return parse(command.call());
    }

    static Path profile(String name) {
        return CHART.resolve("profiles").resolve(name + ".yaml");
    }

    private static TemplateCommand command() {
        return new Helm(CHART).template().withName("demo").withNamespace("ai").withKubeVersion("1.34.0");
    }

    private static Rendered parse(String yaml) {
        List<HasMetadata> objects = new ArrayList<>();
        try (MappingIterator<JsonNode> documents =
                STRICT.readerFor(JsonNode.class).readValues(yaml)) {
            while (documents.hasNext()) {
                JsonNode document = documents.next();
                if (document != null && !document.isNull()) {
                    objects.add(parse(document));
                }
            }
        } catch (IOException malformed) {
            throw new UncheckedIOException(malformed);
        }
        return new Rendered(objects);
    }

    private static HasMetadata parse(JsonNode document) throws IOException {
        String kind = document.path("apiVersion").asText() + "/"
                + document.path("kind").asText();
        return STRICT.treeToValue(document, Objects.requireNonNull(KINDS.get(kind), kind));
    }

    List<HasMetadata> objects() {
        return objects;
    }

    <T extends HasMetadata> Optional<T> find(Class<T> kind) {
        return objects.stream().filter(kind::isInstance).map(kind::cast).findFirst();
    }

    <T extends HasMetadata> T the(Class<T> kind) {
        return find(kind).orElseThrow(() -> new AssertionError("no " + kind.getSimpleName()));
    }

    /** The object of this kind whose name ends so. */
    <T extends HasMetadata> T named(Class<T> kind, String end) {
        return objects.stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .filter(object -> object.getMetadata().getName().endsWith(end))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + kind.getSimpleName() + " …" + end));
    }

    /** Of everything that runs. */
    List<PodSpec> pods() {
        return objects.stream()
                .flatMap(object -> switch (object) {
                    case Deployment deployment ->
                        Stream.of(deployment.getSpec().getTemplate().getSpec());
                    case StatefulSet set ->
                        Stream.of(set.getSpec().getTemplate().getSpec());
                    case Pod pod -> Stream.of(pod.getSpec());
                    default -> Stream.of();
                })
                .toList();
    }

    /** Of the gateway itself. */
    PodSpec gateway() {
        return pods().stream()
                .filter(pod -> pod.getContainers().getFirst().getName().equals("freehold"))
                .findFirst()
                .orElseThrow();
    }

    /** The program's own settings. */
    String settings() {
        return the(ConfigMap.class).getData().get("application.properties");
    }
}
