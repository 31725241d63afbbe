package dev.freehold.payload;

import dev.freehold.core.Caller;
import dev.freehold.core.ModelId;
import jakarta.enterprise.context.ApplicationScoped;

/** As the policy says. */
@ApplicationScoped
class KeptTranscripts implements Transcripts {
    private final PayloadPolicy policy;
    private final Sealer sealer;
    private final int maxCharacters;

    KeptTranscripts(PayloadPolicy policy, Sealer sealer, PayloadConfig config) {
        this.policy = policy;
        this.sealer = sealer;
        this.maxCharacters = config.maxCharacters();
    }

    @Override
    public Transcript of(Caller caller, String route, ModelId model) {
        Level level = policy.level(caller.tenant(), route, model);
        return level == Level.NOTHING
                ? Transcript.NONE
                : new KeptTranscript(level, new Payload(maxCharacters), caller, sealer);
    }
}
