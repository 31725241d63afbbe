package dev.freehold.registry.passport;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How a passport is written down. */
public enum PassportFormat {
    JSON("application/json") {
        @Override
        public String write(String model, Passport passport) {
            return JsonPassport.write(model, passport);
        }
    },
    MARKDOWN("text/markdown;charset=UTF-8") {
        @Override
        public String write(String model, Passport passport) {
            return MarkdownPassport.write(model, passport);
        }
    },
    /** A bill of materials, CycloneDX 1.6. */
    CYCLONEDX("application/vnd.cyclonedx+json; version=1.6") {
        @Override
        public String write(String model, Passport passport) {
            return CycloneDxPassport.write(model, passport);
        }
    };

    private final String mediaType;

    PassportFormat(String mediaType) {
        this.mediaType = mediaType;
    }

    public String mediaType() {
        return mediaType;
    }

    public abstract String write(String model, Passport passport);

    /** By its name in lower case. */
    public static Optional<PassportFormat> named(String name) {
        return Arrays.stream(values())
                .filter(format -> format.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst();
    }
}
