package dev.freehold.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryHeadersTest {
    /** A client that comes back at the first or at the second moment finds its place, and not a moment later than it must. */
    @ParameterizedTest
    @CsvSource({"0,0,0", "1,1,1", "999,1,1", "1000,1,1", "1001,2,1", "24000000,24000,24", "24000001,24001,25"})
    void saysWhenToComeBackAndNotEarlier(long micros, String millis, String seconds) {
        Map<String, String> headers =
                RetryHeaders.of(new Fault(FaultCode.RATE_LIMITED, "wait").retryAfter(Duration.ofNanos(micros * 1000)));

        assertEquals(millis, headers.get("retry-after-ms"));
        assertEquals(seconds, headers.get("retry-after"));
    }

    @ParameterizedTest
    @CsvSource({"RATE_LIMITED,60", "QUOTA_EXHAUSTED,60", "OVERLOADED,3600"})
    void letsClientsRetryWhatTheyCanWaitFor(FaultCode code, long seconds) {
        assertEquals(
                "true",
                RetryHeaders.of(new Fault(code, "wait").retryAfter(Duration.ofSeconds(seconds)))
                        .get("x-should-retry"));
    }

    @ParameterizedTest
    @CsvSource({"RATE_LIMITED", "QUOTA_EXHAUSTED"})
    void tellsClientsNotToRetryWhatTakesLongerThanAMinute(FaultCode code) {
        Fault tooLong =
                new Fault(code, "wait").retryAfter(Duration.ofSeconds(60).plusNanos(1));

        assertEquals("false", RetryHeaders.of(tooLong).get("x-should-retry"));
    }

    @Test
    void tellsClientsNotToRetryWhatNeverFits() {
        assertEquals(Map.of("x-should-retry", "false"), RetryHeaders.of(new Fault(FaultCode.QUOTA_EXHAUSTED, "never")));
    }
}
