package dev.freehold.gateway;

import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;
import dev.freehold.core.Usage;
import dev.freehold.inference.GenerationSettings;
import dev.freehold.inference.Origin;
import dev.freehold.inference.Priority;
import dev.freehold.inference.Prompt;
import dev.freehold.inference.SamplingDefaults;
import dev.freehold.inference.TextGenerator;
import dev.freehold.inference.TokenStream;
import dev.freehold.quota.Need;
import jakarta.enterprise.context.ApplicationScoped;

/** Walks a generation through the corridor: find the model, count the prompt, admit, run. */
@ApplicationScoped
public class TextGeneration {
    private final Admission admission;

    TextGeneration(Admission admission) {
        this.admission = admission;
    }

    /**
     * Starts a generation. The caller of this method MUST read the answer to its end or close it.
     *
     * @throws Fault when the call is refused; it is then neither charged nor running
     */
    public GeneratedText start(Call call, GenerationRequest request) {
        TextGenerator model = admission.model(call, request.model(), TextGenerator.class, "generate text");
        Prompt prompt = prompt(model, request.input());
        Permit permit = admission.admit(call, model, need(model, prompt, request));
        try {
            TokenStream stream = model.generate(
                    prompt,
                    settings(request, model.sampling(), permit.reserved()),
                    new Origin(call.caller().tenant(), Priority.NORMAL));
            return new GeneratedText(permit, stream, prompt.length());
        } catch (Fault refused) {
            permit.abort(Usage.NONE, refused.code());
            throw refused;
        } catch (RuntimeException failed) {
            permit.abort(Usage.NONE, FaultCode.INTERNAL);
            throw failed;
        }
    }

    private static Prompt prompt(TextGenerator model, GenerationRequest.Input input) {
        return switch (input) {
            case GenerationRequest.Input.Chat(var conversation) -> model.prompt(conversation);
            case GenerationRequest.Input.Text(var text) -> model.prompt(text);
            case GenerationRequest.Input.Tokens(var ids) ->
                model.prompt(ids.stream().mapToInt(Integer::intValue).toArray());
        };
    }

    private static Need need(TextGenerator model, Prompt prompt, GenerationRequest request) {
        int room = model.contextLength() - prompt.length();
        int wanted = request.maxTokens().orElse(1);
        if (room < wanted) {
            throw new Fault(
                            FaultCode.CONTEXT_LENGTH_EXCEEDED,
                            "This model's context is %d tokens. The %s take %d and up to %d were asked for in the completion; shorten one of them."
                                    .formatted(
                                            model.contextLength(),
                                            request.input().field(),
                                            prompt.length(),
                                            wanted))
                    .about(request.input().field());
        }
        return request.maxTokens().isPresent()
                ? Need.exactly(prompt.length(), wanted)
                : Need.upTo(prompt.length(), room);
    }

    private static GenerationSettings settings(GenerationRequest request, SamplingDefaults defaults, Usage reserved) {
        GenerationSettings.Builder settings = GenerationSettings.of(Math.toIntExact(reserved.outputTokens()))
                .temperature(request.temperature().orElse(defaults.temperature()))
                .topK(request.topK().orElse(defaults.topK()))
                .topP(request.topP().orElse(defaults.topP()))
                .minP(defaults.minP())
                .repetitionPenalty(defaults.repetitionPenalty())
                .stop(request.stop().toArray(String[]::new));
        request.seed().ifPresent(settings::seed);
        return settings.build();
    }
}
