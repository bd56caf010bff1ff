package id.kezbek.access.retention;

import id.kezbek.access.browser.BrowserSessions;
import id.kezbek.access.codes.Challenges;
import id.kezbek.access.codes.CodeBuckets;
import id.kezbek.access.codes.KnownNetworks;
import id.kezbek.access.passkeys.PasskeyChallenges;
import id.kezbek.access.sessions.RefreshTokens;
import id.kezbek.access.sessions.Sessions;
import id.kezbek.access.signin.UsedSignatures;
import id.kezbek.shared.crash.CrashPoint;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.IntSupplier;
import org.springframework.stereotype.Component;

/** Deletes expired signatures, tokens, sessions and challenges, in portions. */
@Component
public class ForgetExpired {

    private static final int CHUNK = 1_000;
    private static final int CHUNKS_MAX = 100;
    /**
     * How long a used signature is kept after its validity has ended. The processes' clocks differ by less than this
     * time, so every process then refuses the signature as too old.
     */
    private static final Duration MARGIN = Duration.ofMinutes(1);

    /** How long unused browser sessions are kept. The idle time is shorter, so these sessions have already ended. */
    private static final Duration BROWSERS_KEPT = Duration.ofDays(1);

    private static final CrashPoint CHUNK_FORGOTTEN =
            CrashPoint.named("access.chunk-forgotten", "one chunk of expired rows is deleted, the next chunk is not");

    private final UsedSignatures signatures;
    private final RefreshTokens refreshTokens;
    private final Sessions sessions;
    private final BrowserSessions browserSessions;
    private final Challenges challenges;
    private final PasskeyChallenges passkeyChallenges;
    private final CodeBuckets buckets;
    private final KnownNetworks knownNetworks;
    private final Clock clock;

    ForgetExpired(
            UsedSignatures signatures,
            RefreshTokens refreshTokens,
            Sessions sessions,
            BrowserSessions browserSessions,
            Challenges challenges,
            PasskeyChallenges passkeyChallenges,
            CodeBuckets buckets,
            KnownNetworks knownNetworks,
            Clock clock) {
        this.signatures = signatures;
        this.refreshTokens = refreshTokens;
        this.sessions = sessions;
        this.browserSessions = browserSessions;
        this.challenges = challenges;
        this.passkeyChallenges = passkeyChallenges;
        this.buckets = buckets;
        this.knownNetworks = knownNetworks;
        this.clock = clock;
    }

    /**
     * Deletes at most a hundred thousand rows of each kind; later runs delete the remaining rows. Returns the number of
     * deleted rows.
     */
    public int forget() {
        Instant before = clock.instant().minus(MARGIN);
        return inChunks(() -> signatures.forget(before, CHUNK))
                + inChunks(() -> refreshTokens.forget(before, CHUNK))
                + inChunks(() -> browserSessions.forget(before.minus(BROWSERS_KEPT), CHUNK))
                + inChunks(() -> sessions.forget(before, CHUNK))
                + inChunks(() -> challenges.forget(before, CHUNK))
                + inChunks(() -> passkeyChallenges.forget(before, CHUNK))
                + inChunks(() -> buckets.forget(before, CHUNK))
                + inChunks(() -> knownNetworks.forget(before, CHUNK));
    }

    private static int inChunks(IntSupplier forgetChunk) {
        int all = 0;
        for (int chunk = 0; chunk < CHUNKS_MAX; chunk++) {
            int forgotten = forgetChunk.getAsInt();
            all += forgotten;
            CHUNK_FORGOTTEN.reached();
            if (forgotten < CHUNK) {
                break;
            }
        }
        return all;
    }
}
