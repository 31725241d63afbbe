package dev.freehold.registry.passport;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A licence by its name.
 *
 * @param id as SPDX or its publisher spells it; as the model's files spell it when nobody knows it
 */
public record Licence(String id, Kind kind) {
    /** The licence of a model that says nothing of one. */
    public static final Licence UNKNOWN = new Licence("unknown", Kind.UNKNOWN);

    private static final Map<String, Licence> KNOWN = known();

    /** What a licence asks of those who serve a model. */
    public enum Kind {
        /** On SPDX's list, and without conditions on the use. */
        PLAIN,
        /** On SPDX's list, and not for every use. */
        LIMITED,
        /** Written for models, with conditions on the use. */
        CONDITIONAL,
        /** None that Freehold knows, or none at all. */
        UNKNOWN;

        /** Whether somebody should have read it before the model is used. */
        public boolean hasConditions() {
            return this == LIMITED || this == CONDITIONAL;
        }
    }

    /** The licence that is meant; upper and lower case do not matter. */
    public static Licence named(String name) {
        String plain = name.strip();
        Licence known = KNOWN.get(plain.toLowerCase(Locale.ROOT));
        if (known != null) {
            return known;
        }
        return plain.isEmpty() ? UNKNOWN : new Licence(plain, Kind.UNKNOWN);
    }

    public boolean isSpdx() {
        return kind == Kind.PLAIN || kind == Kind.LIMITED;
    }

    private static Map<String, Licence> known() {
        Map<String, Licence> known = new HashMap<>();
        put(
                known,
                Kind.PLAIN,
                "Apache-2.0 MIT MIT-0 BSD-2-Clause BSD-3-Clause BSD-3-Clause-Clear 0BSD ISC Zlib NCSA BSL-1.0");
        put(
                known,
                Kind.PLAIN,
                "AFL-3.0 Artistic-2.0 ECL-2.0 EPL-1.0 EPL-2.0 EUPL-1.1 EUPL-1.2 MPL-2.0 MS-PL OFL-1.1 OSL-3.0");
        put(
                known,
                Kind.PLAIN,
                "LGPL-2.1 LGPL-3.0 GPL-2.0 GPL-3.0 AGPL-3.0 PostgreSQL Unlicense WTFPL CC0-1.0 CC-BY-2.0");
        put(known, Kind.PLAIN, "LGPL-2.1-only LGPL-3.0-only GPL-2.0-only GPL-3.0-only AGPL-3.0-only LGPL-3.0-or-later");
        put(known, Kind.PLAIN, "GPL-2.0-or-later GPL-3.0-or-later AGPL-3.0-or-later CC-BY-3.0 CC-BY-4.0 CC-BY-SA-3.0");
        put(
                known,
                Kind.PLAIN,
                "CC-BY-SA-4.0 CDLA-Permissive-1.0 CDLA-Permissive-2.0 CDLA-Sharing-1.0 ODC-By-1.0 ODbL-1.0 PDDL-1.0");
        put(
                known,
                Kind.LIMITED,
                "CC-BY-NC-2.0 CC-BY-NC-3.0 CC-BY-NC-4.0 CC-BY-NC-SA-2.0 CC-BY-NC-SA-3.0 CC-BY-NC-SA-4.0");
        put(known, Kind.LIMITED, "CC-BY-NC-ND-3.0 CC-BY-NC-ND-4.0 CC-BY-ND-4.0 BUSL-1.1");
        put(
                known,
                Kind.CONDITIONAL,
                "llama2 llama3 llama3.1 llama3.2 llama3.3 llama4 gemma openrail openrail++ open-rail");
        put(
                known,
                Kind.CONDITIONAL,
                "bigscience-bloom-rail-1.0 bigscience-openrail-m creativeml-openrail-m bigcode-openrail-m");
        put(
                known,
                Kind.CONDITIONAL,
                "openrail-m ai2-impact deepseek deepfloyd-if-license falcon-llm-license qwen qwen-research");
        put(
                known,
                Kind.CONDITIONAL,
                "tongyi-qianwen mrl mnpl apple-amlr apple-ascl intel-research h-research lfm1.0 grok2-community");
        put(
                known,
                Kind.CONDITIONAL,
                "fair-noncommercial-research-license nvidia-open-model-license flux-1-dev-non-commercial-license");
        alias(known, "llama2", "llama-2", "llama2-community", "meta-llama-2-community-license");
        alias(known, "llama3", "llama-3", "llama3-community", "meta-llama-3-community-license");
        alias(known, "llama3.1", "llama-3.1", "llama3.1-community", "llama-3.1-community-license");
        alias(known, "llama3.2", "llama-3.2", "llama3.2-community", "llama-3.2-community-license");
        alias(known, "llama3.3", "llama-3.3", "llama3.3-community", "llama-3.3-community-license");
        alias(known, "llama4", "llama-4", "llama4-community", "llama-4-community-license");
        alias(known, "gemma", "gemma-terms-of-use");
        alias(known, "Apache-2.0", "apache 2.0", "apache license 2.0");
        alias(known, "MIT", "mit license");
        alias(known, "ODC-By-1.0", "odc-by");
        known.put("unknown", UNKNOWN);
        return Map.copyOf(known);
    }

    private static void put(Map<String, Licence> known, Kind kind, String ids) {
        for (String id : ids.split(" ", -1)) {
            known.put(id.toLowerCase(Locale.ROOT), new Licence(id, kind));
        }
    }

    private static void alias(Map<String, Licence> known, String id, String... names) {
        Licence licence = known.getOrDefault(id.toLowerCase(Locale.ROOT), UNKNOWN);
        Arrays.stream(names).forEach(name -> known.put(name, licence));
    }
}
