package dev.freehold.inference.decoder;

import dev.freehold.inference.GenerationSettings;
import dev.freehold.inference.Prompt;
import dev.freehold.inference.TextGenerator;
import dev.freehold.inference.TokenStream;
import java.nio.file.Path;

/** A program that loads a model, says so, and writes until it is ended; with a second argument it ends by itself. */
final class EndlessWriter {
    private EndlessWriter() {}

    public static void main(String[] arguments) throws Exception {
        TextGenerator model = TinyModel.load(TinyModel.inPlace(Path.of(arguments[0])), TinyModel.Config.slots(4));
        Prompt prompt = new Prompt(new int[300]);
        write(model, prompt);
        System.out.println("running");
        if (arguments.length > 1) {
            model.close();
            return;
        }
        while (true) {
            write(model, prompt);
        }
    }

    private static void write(TextGenerator model, Prompt prompt) throws InterruptedException {
        TokenStream[] streams = new TokenStream[4];
        for (int i = 0; i < streams.length; i++) {
            streams[i] = model.generate(prompt, GenerationSettings.greedy(300), TinyModel.SOMEBODY);
        }
        for (TokenStream stream : streams) {
            while (stream.next() instanceof TokenStream.Piece.Text) {
                Thread.onSpinWait();
            }
        }
    }
}
