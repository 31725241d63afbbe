package dev.freehold.gateway;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a text may be flagged for; the words are OpenAI's. */
public enum ModerationCategory {
    HARASSMENT("harassment"),
    HARASSMENT_THREATENING("harassment/threatening"),
    HATE("hate"),
    HATE_THREATENING("hate/threatening"),
    ILLICIT("illicit"),
    ILLICIT_VIOLENT("illicit/violent"),
    SELF_HARM("self-harm"),
    SELF_HARM_INSTRUCTIONS("self-harm/instructions"),
    SELF_HARM_INTENT("self-harm/intent"),
    SEXUAL("sexual"),
    SEXUAL_MINORS("sexual/minors"),
    VIOLENCE("violence"),
    VIOLENCE_GRAPHIC("violence/graphic");

    private final String wireName;

    ModerationCategory(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }

    static ModerationCategory parse(String name) {
        for (ModerationCategory category : values()) {
            if (category.wireName.equals(name.toLowerCase(Locale.ROOT))) {
                return category;
            }
        }
        throw new IllegalArgumentException("%s is no category of moderation; there are %s"
                .formatted(
                        name,
                        Arrays.stream(values())
                                .map(ModerationCategory::wireName)
                                .collect(Collectors.joining(", "))));
    }
}
