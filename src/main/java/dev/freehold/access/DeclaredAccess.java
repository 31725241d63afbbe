package dev.freehold.access;

import dev.freehold.access.AccessDocument.ProjectEntry;
import dev.freehold.access.AccessDocument.RoleEntry;
import dev.freehold.access.AccessDocument.TenantEntry;
import dev.freehold.audit.AuditEntry;
import dev.freehold.audit.AuditEntry.Kind;
import dev.freehold.audit.AuditLog;
import dev.freehold.auth.DeclaredTenants;
import dev.freehold.auth.DeclaredTenants.Declared;
import dev.freehold.auth.RoleMappings;
import dev.freehold.auth.RoleMappings.Group;
import dev.freehold.auth.RootTenant;
import dev.freehold.auth.Witness;
import dev.freehold.core.Role;
import dev.freehold.quota.Allowance;
import dev.freehold.quota.Allowances;
import dev.freehold.quota.Limit;
import dev.freehold.quota.Scope;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes things as the access file says, and only what differs; each difference is recorded. */
@ApplicationScoped
class DeclaredAccess {
    private static final int SHOWN_DIGITS = 12;

    private final RootTenant root;
    private final DeclaredTenants tenants;
    private final Allowances allowances;
    private final RoleMappings mappings;
    private final AuditLog audit;

    DeclaredAccess(
            RootTenant root, DeclaredTenants tenants, Allowances allowances, RoleMappings mappings, AuditLog audit) {
        this.root = root;
        this.tenants = tenants;
        this.allowances = allowances;
        this.mappings = mappings;
        this.audit = audit;
    }

    /** Checks what the file alone cannot know. */
    void check(AccessDocument document) throws InvalidAccessFileException {
        for (int i = 0; i < document.tenants().size(); i++) {
            TenantEntry tenant = document.tenants().get(i);
            if (tenant.suspended() && tenant.id().equals(root.id())) {
                throw new InvalidAccessFileException(
                        "tenants[%d].suspended: the root organisation cannot be suspended".formatted(i));
            }
        }
        for (int i = 0; i < document.roles().size(); i++) {
            if (!mappings.knows(document.roles().get(i).issuer())) {
                throw new InvalidAccessFileException(
                        "roles[%d].issuer: no issuer of this name is configured under freehold.auth.jwt.issuers"
                                .formatted(i));
            }
        }
    }

    /** May be called again after it failed half-way: what is done already is no difference any more. */
    void apply(AccessDocument document, String digest) {
        Witness witness = witness(digest);
        tenants.apply(document.tenants().stream().map(DeclaredAccess::declared).toList(), witness);
        document.tenants().forEach(tenant -> limit(tenant, witness));
        map(document.roles(), witness);
    }

    private static Declared declared(TenantEntry tenant) {
        return new Declared(
                tenant.id(),
                tenant.title(),
                tenant.suspended(),
                tenant.projects().stream()
                        .map(project -> new Declared(project.id(), project.title(), project.suspended(), List.of()))
                        .toList());
    }

    private void limit(TenantEntry tenant, Witness witness) {
        define(Scope.organisation(tenant.id()), tenant.limits(), witness);
        for (ProjectEntry project : tenant.projects()) {
            define(Scope.project(tenant.id(), project.id()), project.limits(), witness);
        }
    }

    private void define(Scope scope, List<LimitEntry> entries, Witness witness) {
        List<Limit> limits = entries.stream().map(LimitEntry::limit).toList();
        Allowance wanted = limits.isEmpty() ? new Allowance.Unlimited() : new Allowance.Limited(limits);
        Optional<Allowance> present = allowances.of(scope);
        boolean isSame = limits.isEmpty()
                ? present.isEmpty() || present.get() instanceof Allowance.Unlimited
                : present.isPresent() && same(present.get(), limits);
        if (!isSame) {
            witness.note("limits.replace", scope.text(), words(limits));
            allowances.define(scope, wanted);
        }
    }

    /** Their order has no meaning. */
    private static boolean same(Allowance allowance, List<Limit> limits) {
        return switch (allowance) {
            case Allowance.Unlimited() -> false;
            case Allowance.Limited(List<Limit> present) -> Set.copyOf(present).equals(Set.copyOf(limits));
        };
    }

    private static String words(List<Limit> limits) {
        return limits.isEmpty()
                ? "unlimited"
                : String.join(
                        " ",
                        limits.stream()
                                .map(limit -> "%s/%s%s=%d"
                                        .formatted(
                                                limit.dimension().wireName(),
                                                limit.window().wireName(),
                                                limit.model() == null ? "" : "@" + limit.model(),
                                                limit.amount()))
                                .toList());
    }

    private void map(List<RoleEntry> entries, Witness witness) {
        Map<Group, Set<Role>> roles = new HashMap<>();
        for (RoleEntry entry : entries) {
            Set<Role> mapped =
                    roles.computeIfAbsent(new Group(entry.issuer(), entry.group()), group -> new HashSet<>());
            entry.roles().forEach(name -> mapped.add(Role.parse(name).orElseThrow()));
        }
        if (!roles.equals(mappings.all())) {
            witness.note("roles.map", "tokens", words(roles));
            mappings.replace(roles);
        }
    }

    private static String words(Map<Group, Set<Role>> roles) {
        return String.join(
                " ",
                roles.entrySet().stream()
                        .map(entry -> "%s/%s=%s"
                                .formatted(
                                        entry.getKey().issuer(),
                                        entry.getKey().name(),
                                        String.join(
                                                ",",
                                                entry.getValue().stream()
                                                        .map(Role::wireName)
                                                        .sorted()
                                                        .toList())))
                        .sorted()
                        .toList());
    }

    private Witness witness(String digest) {
        return (action, target, change) -> audit.record(AuditEntry.of(Kind.ADMIN, action)
                .outcome("ok")
                .target(target)
                .change(change + " by=access-file sha256=" + digest.substring(0, SHOWN_DIGITS))
                .build());
    }
}
