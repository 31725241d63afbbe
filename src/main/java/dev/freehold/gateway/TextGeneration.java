package dev.freehold.gateway;

import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;
import dev.freehold.core.Usage;
import dev.freehold.gateway.Routing.Route;
import dev.freehold.inference.GenerationSettings;
import dev.freehold.inference.Lease;
import dev.freehold.inference.Origin;
import dev.freehold.inference.Prompt;
import dev.freehold.inference.Sampling;
import dev.freehold.inference.TextGenerator;
import dev.freehold.inference.TokenStream;
import dev.freehold.quota.Need;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Walks a generation through the corridor: find the model, count the prompts, admit, run. */
@ApplicationScoped
public class TextGeneration {
    private final Admission admission;
    private final Shadows shadows;
    private final int maxChoices;

    TextGeneration(Admission admission, Shadows shadows, GenerationConfig config) {
        this.admission = admission;
        this.shadows = shadows;
        this.maxChoices = config.maxChoices();
        if (maxChoices < 1) {
            throw new IllegalArgumentException(
                    "freehold.generation.max-choices is " + maxChoices + ", expected 1 or more");
        }
    }

    /**
     * Starts a generation. The caller of this method MUST read the answer to its end or close it.
     *
     * @throws Fault when the call is refused; it is then neither charged nor running
     */
    public GeneratedText start(Call call, GenerationRequest request) {
        checkChoices(request);
        Route route = admission.route(call, request.model());
        Lease<TextGenerator> lease = admission.lease(route, TextGenerator.class, "generate text");
        try {
            return start(call, request, lease, route);
        } catch (RuntimeException | Error refused) {
            lease.close();
            throw refused;
        }
    }

    private GeneratedText start(Call call, GenerationRequest request, Lease<TextGenerator> lease, Route route) {
        TextGenerator model = lease.model();
        List<Prompt> prompts =
                request.inputs().stream().map(input -> beginning(model, input)).toList();
        Need need = need(model, prompts, request);
        Permit permit = admission.admit(
                call, model, need, () -> prompts.stream().map(model::text).toList());
        try {
            int share = share(need, permit.reserved(), prompts.size() * request.choices());
            Origin origin = new Origin(call.caller().tenant(), request.priority());
            List<TokenStream> streams = generate(model, prompts, request, share, origin);
            route.shadow()
                    .ifPresent(shadow -> shadows.copy(shadow, call, request, first(model, prompts, request, share)));
            return new GeneratedText(permit, new Choices(streams), tokens(prompts), lease::close);
        } catch (Fault refused) {
            permit.abort(Usage.NONE, 0, refused.code());
            throw refused;
        } catch (RuntimeException failed) {
            permit.abort(Usage.NONE, 0, FaultCode.INTERNAL);
            throw failed;
        }
    }

    private void checkChoices(GenerationRequest request) {
        int prompts = request.inputs().size();
        if (request.choices() > maxChoices) {
            throw Fault.invalid("n", "'n' must be a whole number from 1 to %d.".formatted(maxChoices));
        }
        if ((long) prompts * request.choices() > maxChoices) {
            throw Fault.invalid(
                    "prompt",
                    "One request may ask for at most %d texts, and %d prompts times %d are more."
                            .formatted(maxChoices, prompts, request.choices()));
        }
    }

    /** Something to begin with: no model continues nothing. */
    private static Prompt beginning(TextGenerator model, GenerationRequest.Input input) {
        Prompt prompt = prompt(model, input);
        if (prompt.length() == 0) {
            throw Fault.invalid(
                    input.field(), "'%s' must be at least one token, and is none.".formatted(input.field()));
        }
        return prompt;
    }

    /** Whatever is wrong with an input is said of its field. */
    static Prompt prompt(TextGenerator model, GenerationRequest.Input input) {
        try {
            return encoded(model, input);
        } catch (Fault fault) {
            throw fault.parameter().isEmpty() ? fault.about(input.field()) : fault;
        }
    }

    private static Prompt encoded(TextGenerator model, GenerationRequest.Input input) {
        return switch (input) {
            case GenerationRequest.Input.Chat(var conversation) -> model.prompt(conversation);
            case GenerationRequest.Input.Text(var text) -> model.prompt(text);
            case GenerationRequest.Input.Tokens(var ids) ->
                model.prompt(ids.stream().mapToInt(Integer::intValue).toArray());
        };
    }

    private static long tokens(List<Prompt> prompts) {
        return prompts.stream().mapToLong(Prompt::length).sum();
    }

    /** Each prompt once, and for each text all that it may become. */
    private static Need need(TextGenerator model, List<Prompt> prompts, GenerationRequest request) {
        long output = 0;
        for (Prompt prompt : prompts) {
            output += request.choices() * (long) longestText(model, prompt, request);
        }
        return request.maxTokens().isPresent()
                ? Need.exactly(tokens(prompts), output)
                : Need.upTo(tokens(prompts), output, (long) prompts.size() * request.choices());
    }

    private static int longestText(TextGenerator model, Prompt prompt, GenerationRequest request) {
        int room = model.contextLength() - prompt.length();
        int wanted = request.maxTokens().orElse(1);
        if (room < wanted) {
            String field = request.inputs().getFirst().field();
            throw new Fault(
                            FaultCode.CONTEXT_LENGTH_EXCEEDED,
                            "This model's context is %d tokens. The %s take %d and up to %d were asked for in the completion; shorten one of them."
                                    .formatted(model.contextLength(), field, prompt.length(), wanted))
                    .about(field);
        }
        return request.maxTokens().orElse(room);
    }

    /** How the first text of a call is written. */
    private static GenerationSettings first(
            TextGenerator model, List<Prompt> prompts, GenerationRequest request, int share) {
        int longest = Math.min(share, longestText(model, prompts.getFirst(), request));
        return settings(request, request.wishes().over(model.sampling()), longest, 0);
    }

    private static List<TokenStream> generate(
            TextGenerator model, List<Prompt> prompts, GenerationRequest request, int share, Origin origin) {
        Sampling sampling = request.wishes().over(model.sampling());
        List<TokenStream> streams = new ArrayList<>();
        try {
            for (int i = 0; i < prompts.size(); i++) {
                Prompt prompt = prompts.get(i);
                int longest = Math.min(share, longestText(model, prompt, request));
                for (int choice = 0; choice < request.choices(); choice++) {
                    TokenStream stream =
                            model.generate(prompt, settings(request, sampling, longest, streams.size()), origin);
                    streams.add(
                            request.echo()
                                    ? new Echo(
                                            text(model, prompt, request.inputs().get(i)), stream)
                                    : stream);
                }
            }
            return streams;
        } catch (RuntimeException refused) {
            streams.forEach(TokenStream::cancel);
            throw refused;
        }
    }

    /** The most that each text may take: where the limits left less than was wished for, an even part of it. */
    private static int share(Need need, Usage reserved, int texts) {
        return reserved.outputTokens() == need.outputTokens()
                ? Integer.MAX_VALUE
                : Math.toIntExact(reserved.outputTokens() / texts);
    }

    private static String text(TextGenerator model, Prompt prompt, GenerationRequest.Input input) {
        return input instanceof GenerationRequest.Input.Text(String text) ? text : model.text(prompt);
    }

    private static GenerationSettings settings(GenerationRequest request, Sampling sampling, int maxTokens, int index) {
        OptionalLong seed =
                request.seed().isPresent() ? OptionalLong.of(request.seed().getAsLong() + index) : OptionalLong.empty();
        return new GenerationSettings(maxTokens, sampling, seed, request.stop(), request.topLogprobs(), request.form());
    }
}
