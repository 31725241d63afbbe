package dev.freehold;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What can be done with an audit log without a running gateway. */
@Command(
        name = "audit",
        mixinStandardHelpOptions = true,
        description = "Checks an audit log, or takes a part of it away; needs no running gateway.",
        exitCodeOnInvalidInput = AuditCommand.EXIT_USAGE,
        subcommands = {VerifyCommand.class, EvidenceCommand.class})
final class AuditCommand implements Runnable {
    /** As sysexits.h has it for a command that was used wrongly. */
    static final int EXIT_USAGE = 64;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                Objects.requireNonNull(spec).commandLine(), "What is to be done? Try: audit verify DIR");
    }
}
