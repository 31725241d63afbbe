package dev.freehold.chart;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicySpec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The chart, through the real engine and without a cluster. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class ChartTest {
    private static final Map<String, Object> SHARED = Map.of(
            "store.postgresql.url", "jdbc:postgresql://db/freehold",
            "store.postgresql.user", "freehold",
            "store.postgresql.passwordSecret.name", "db",
            "store.postgresql.signingKeySecret.name", "signing",
            "store.postgresql.network.cidr", "10.0.0.5/32");

    @Test
    void lintsWithoutAWarning() {
        LintResult result = new Helm(Rendered.CHART).lint().strict().call();

        assertFalse(result.isFailed(), result.getMessages()::toString);
    }

    @ParameterizedTest
    @ValueSource(strings = {"single-node", "high-availability", "air-gapped"})
    void everyProfileRunsRestrictedAndBounded(String profile) {
        for (PodSpec pod : Rendered.of(Rendered.profile(profile)).pods()) {
            assertTrue(pod.getSecurityContext().getRunAsNonRoot());
            assertTrue(pod.getSecurityContext().getRunAsUser() > 0);
            assertEquals(
                    "RuntimeDefault",
                    pod.getSecurityContext().getSeccompProfile().getType());
            assertFalse(pod.getAutomountServiceAccountToken());
            pod.getContainers().forEach(ChartTest::isRestricted);
        }
    }

    private static void isRestricted(Container container) {
        var security = container.getSecurityContext();
        assertAll(
                () -> assertFalse(security.getAllowPrivilegeEscalation()),
                () -> assertTrue(security.getReadOnlyRootFilesystem()),
                () -> assertEquals(List.of("ALL"), security.getCapabilities().getDrop()),
                () -> assertTrue(container.getResources().getLimits().containsKey("memory")),
                () -> assertTrue(container.getResources().getRequests().containsKey("cpu")));
    }

    @ParameterizedTest
    @CsvSource({
        "replica, 2",
        "replicas, two",
        "replicas, -1",
        "image.digest, sha256:abc",
        "image.pullPolicy, Sometimes",
        "store.postgresql.url, postgres://db/freehold",
        "lifecycle.drainSeconds, 0",
        "runAsUser, 0",
        "service.port, 70000",
        "persistence.size, much",
        "resources.limits.memory, lots",
        "metrics.serviceMonitor.interval, often",
        "ingress.enabled, true",
        "httpRoute.enabled, true",
        "witness.enabled, true",
        "telemetry.traces.ratio, 2",
        "networkPolicy.dnss, true",
        "models.pull[0].from, https://huggingface.co/acme/tiny",
        "models.sources.network[0].port, 0"
    })
    void aWrongValueStopsTheInstallation(String name, String value) {
        IllegalStateException refused =
                assertThrows(IllegalStateException.class, () -> Rendered.with(Map.of(name, value)));

        String field = name.substring(name.lastIndexOf('.') + 1);
        String parent =
                name.contains(".") ? name.substring(0, name.lastIndexOf('.')).replace('.', '/') : "";
        assertTrue(refused.getMessage().contains(field) || refused.getMessage().contains(parent), refused::getMessage);
    }

    @Test
    void aSharedStoreNeedsItsSecretAndItsWayThroughTheNetworkPolicy() {
        for (String missing : SHARED.keySet()) {
            Map<String, Object> values = new HashMap<>(SHARED);
            values.remove(missing);
            if (!missing.endsWith(".url")) {
                assertThrows(IllegalStateException.class, () -> Rendered.with(values), missing);
            }
        }
    }

    @Test
    void severalReplicasNeedAStoreThatTheyShare() {
        IllegalStateException refused =
                assertThrows(IllegalStateException.class, () -> Rendered.with(Map.of("replicas", 2)));

        assertTrue(refused.getMessage().contains("store.postgresql.url"), refused::getMessage);
        assertThrows(IllegalStateException.class, () -> Rendered.with(Map.of("autoscaling.enabled", true)));
    }

    @Test
    void oneNodeKeepsItsDataAndReplicasShareTheirs() {
        StatefulSet alone = Rendered.of().the(StatefulSet.class);
        Deployment shared = Rendered.with(SHARED).the(Deployment.class);

        assertEquals(
                "data",
                alone.getSpec()
                        .getVolumeClaimTemplates()
                        .getFirst()
                        .getMetadata()
                        .getName());
        assertEquals(
                "Retain",
                alone.getSpec().getPersistentVolumeClaimRetentionPolicy().getWhenDeleted());
        assertEquals(
                0,
                shared.getSpec()
                        .getStrategy()
                        .getRollingUpdate()
                        .getMaxUnavailable()
                        .getIntVal());
    }

    @Test
    void nothingLeavesButWhatIsNamed() {
        assertEquals(List.of(), egress(Rendered.of(Rendered.profile("air-gapped"))));
        assertEquals(List.of("53", "53"), ports(Rendered.of()));
        assertEquals(List.of("53", "53", "5432"), ports(Rendered.of(Rendered.profile("high-availability"))));
        assertTrue(egress(Rendered.with(SHARED)).stream()
                .allMatch(rule -> rule.getTo() != null && !rule.getTo().isEmpty()));
    }

    @Test
    void onlyTheNamedScrape() {
        NetworkPolicySpec closed = policy(Rendered.of());
        NetworkPolicySpec open = policy(Rendered.of(Rendered.profile("high-availability")));

        assertEquals(1, closed.getIngress().size());
        assertEquals(2, open.getIngress().size());
        assertTrue(Stream.of(closed, open)
                .flatMap(policy -> policy.getIngress().stream())
                .noneMatch(rule -> rule.getFrom().isEmpty() || rule.getPorts().isEmpty()));
    }

    @Test
    void aPodHasTheTimeToDrain() {
        Rendered rendered = Rendered.with(Map.of("lifecycle.preStopSeconds", 7, "lifecycle.drainSeconds", 300));
        Container container = rendered.gateway().getContainers().getFirst();

        assertEquals(7, container.getLifecycle().getPreStop().getSleep().getSeconds());
        assertTrue(rendered.settings().contains("freehold.inference.drain=300s\n"));
        assertTrue(rendered.gateway().getTerminationGracePeriodSeconds() > 307);
    }

    @Test
    void aSlowStartIsNotTakenForADeadOne() {
        Container container = Rendered.with(Map.of("lifecycle.startupSeconds", 601))
                .gateway()
                .getContainers()
                .getFirst();
        Probe startup = container.getStartupProbe();

        assertTrue(startup.getPeriodSeconds() * startup.getFailureThreshold() >= 601);
        assertTrue(Stream.of(startup, container.getReadinessProbe(), container.getLivenessProbe())
                .allMatch(probe -> probe.getHttpGet().getPort().getStrVal().equals("management")));
    }

    @Test
    void secretsComeByReferenceAsFiles() {
        Rendered rendered = Rendered.with(SHARED);
        PodSpec pod = rendered.gateway();

        assertTrue(rendered.settings().contains("freehold.store.password-file=/run/secrets/freehold/password"));
        assertTrue(rendered.settings()
                .contains("freehold.audit.checkpoint.key-file=/run/secrets/freehold-signing/signing.pem"));
        assertFalse(rendered.settings().contains("freehold.store.password="));
        assertTrue(pod.getVolumes().stream()
                .map(Volume::getSecret)
                .filter(Objects::nonNull)
                .anyMatch(secret -> secret.getSecretName().equals("db")));
        assertTrue(pod.getContainers().getFirst().getEnv().stream()
                .allMatch(env -> Set.of("HOME", "LANG").contains(env.getName())));
    }

    @Test
    void theKeyOfWhatIsKeptOfPeopleComesAsAFile() {
        Map<String, Object> values = new HashMap<>(SHARED);
        values.put("subjects.keySecret.name", "freehold-subjects");
        Rendered rendered = Rendered.with(values);
        PodSpec pod = rendered.gateway();

        assertTrue(rendered.settings().contains("freehold.subjects.key-file=/run/secrets/freehold-subjects/key"));
        assertTrue(pod.getVolumes().stream()
                .map(Volume::getSecret)
                .filter(Objects::nonNull)
                .anyMatch(secret -> secret.getSecretName().equals("freehold-subjects")));
        assertTrue(pod.getContainers().getFirst().getVolumeMounts().stream()
                .anyMatch(mount -> mount.getMountPath().equals("/run/secrets/freehold-subjects")));
    }

    private static final Map<String, Object> FETCHED = Map.of(
            "models.pull[0].from", "hf:acme/tiny@v1",
            "models.pull[0].name", "acme/tiny",
            "models.existingClaim", "models",
            "models.sources.allowedHosts[0]", "hub.example",
            "models.sources.allowedHosts[1]", "*.cdn.example",
            "models.sources.network[0].cidr", "192.0.2.0/24",
            "models.sources.network[0].port", 443,
            "models.sources.tokenSecret.name", "hub");

    @Test
    void modelsAreFetchedBeforeTheGatewayStartsAndOnlyThen() {
        Rendered rendered = Rendered.with(FETCHED);
        PodSpec pod = rendered.gateway();
        Container pull = pod.getInitContainers().getFirst();

        isRestricted(pull);
        assertEquals(List.of("models", "pull", "hf:acme/tiny@v1", "--name", "acme/tiny"), pull.getArgs());
        assertTrue(rendered.settings().contains("freehold.sources.allowed-hosts=hub.example,*.cdn.example\n"));
        assertTrue(
                rendered.settings().contains("freehold.sources.hf.token-file=/run/secrets/freehold-sources/token\n"));
        assertEquals(List.of("53", "53", "443"), ports(rendered));
        assertEquals(List.of("models", "sources-token"), writableOrSecret(pull));
        assertEquals(List.of(), writableOrSecret(pod.getContainers().getFirst()));
        assertEquals(List.of(), Rendered.of().gateway().getInitContainers());
    }

    /** What only a pull needs: to write among the models, and the hub's token. */
    private static List<String> writableOrSecret(Container container) {
        return container.getVolumeMounts().stream()
                .filter(mount -> mount.getName().equals("sources-token")
                        || (mount.getName().equals("models") && !Boolean.TRUE.equals(mount.getReadOnly())))
                .map(VolumeMount::getName)
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"models.sources.allowedHosts", "models.sources.network"})
    void aPullNeedsItsHostsAndItsWayThroughTheNetworkPolicy(String missing) {
        Map<String, Object> values = new HashMap<>(FETCHED);
        values.keySet().removeIf(name -> name.startsWith(missing));

        IllegalStateException refused = assertThrows(IllegalStateException.class, () -> Rendered.with(values));
        assertTrue(refused.getMessage().contains(missing), refused::getMessage);
    }

    @Test
    void aWitnessIsApartFromTheGatewayAndAsksNobody() {
        Rendered rendered = Rendered.with(Map.of(
                "witness.enabled", true, "witness.name", "w.example.org/1", "witness.logs[0]", "log+12345678+AQ=="));
        StatefulSet witness = rendered.named(StatefulSet.class, "-witness");
        PodSpec pod = witness.getSpec().getTemplate().getSpec();

        pod.getContainers().forEach(ChartTest::isRestricted);
        assertTrue(pod.getSecurityContext().getRunAsNonRoot());
        assertTrue(pod.getContainers()
                .getFirst()
                .getArgs()
                .containsAll(List.of("witness", "--name=w.example.org/1", "--log=log+12345678+AQ==")));
        assertFalse(witness.getSpec()
                .getTemplate()
                .getMetadata()
                .getLabels()
                .entrySet()
                .containsAll(rendered.named(NetworkPolicy.class, "freehold")
                        .getSpec()
                        .getPodSelector()
                        .getMatchLabels()
                        .entrySet()));
        assertEquals(
                List.of(),
                rendered.named(NetworkPolicy.class, "-witness").getSpec().getEgress());
    }

    @Test
    void tracesNeedAWayThroughTheNetworkPolicy() {
        Map<String, Object> values = new HashMap<>(Map.of("telemetry.traces.to", "http://otel:4318/v1/traces"));
        assertThrows(IllegalStateException.class, () -> Rendered.with(values));
        values.put("networkPolicy.egress[0].to[0].podSelector.matchLabels.app", "otel");
        values.put("telemetry.energy.watts", 350);

        String settings = Rendered.with(values).settings();
        assertTrue(settings.contains("freehold.traces.to=http://otel:4318/v1/traces\n"), settings);
        assertTrue(settings.contains("freehold.traces.ratio=1\n"), settings);
        assertTrue(settings.contains("freehold.energy.watts=350\n"), settings);
        assertFalse(Rendered.of().settings().contains("freehold.energy"));
    }

    @Test
    void anySettingCanBeSetAndWins() {
        Rendered rendered = Rendered.with(Map.of(
                "config.freehold\\.quota\\.lease", "30s",
                "config.quarkus\\.management\\.host", "127.0.0.1",
                "config.freehold\\.inference\\.max-context", 1_000_000));

        assertTrue(rendered.settings().contains("freehold.quota.lease=30s\n"));
        assertTrue(rendered.settings().contains("quarkus.management.host=127.0.0.1\n"));
        assertFalse(rendered.settings().contains("quarkus.management.host=0.0.0.0"));
        assertTrue(rendered.settings().contains("freehold.inference.max-context=1000000\n"));
    }

    @Test
    void onlyAChangeThatNeedsNewPodsBringsThem() {
        assertEquals(checksum(Map.of()), checksum(Map.of("service.port", 81)));
        assertFalse(checksum(Map.of()).equals(checksum(Map.of("models.demo", false))));
        assertEquals(
                checksum(Map.of("access.organisations.acme.name", "Acme")),
                checksum(Map.of("access.organisations.acme.name", "Acme Ltd")));
    }

    private static String checksum(Map<String, ?> values) {
        return Rendered.with(values)
                .the(StatefulSet.class)
                .getSpec()
                .getTemplate()
                .getMetadata()
                .getAnnotations()
                .get("checksum/config");
    }

    private static NetworkPolicySpec policy(Rendered rendered) {
        return rendered.the(NetworkPolicy.class).getSpec();
    }

    private static List<NetworkPolicyEgressRule> egress(Rendered rendered) {
        assertEquals(List.of("Ingress", "Egress"), policy(rendered).getPolicyTypes());
        return policy(rendered).getEgress();
    }

    private static List<String> ports(Rendered rendered) {
        return egress(rendered).stream()
                .flatMap(rule -> rule.getPorts().stream())
                .map(port -> String.valueOf(port.getPort().getValue()))
                .toList();
    }
}
