package id.kezbek.access;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A directory of users in a cloud, such as one of Amazon Cognito's: what the engine asks of it. Every call goes over the
 * network and throws a {@link id.kezbek.shared.Refusal} OUT_OF_SERVICE where it is not answered in time.
 */
public interface UserPool {

    /**
     * What the pool knows of a person beside the name.
     *
     * @param partner the code of the officer's partner; null for staff
     */
    record Profile(String email, String role, @Nullable String partner) {

        @Override
        public String toString() {
            return "Profile[" + role + "]";
        }
    }

    record User(boolean isEnabled, Profile profile) {}

    /** What came of showing the pool a password or a refresh token of its own. */
    sealed interface Answer {

        /** @param refreshToken null where the one that was shown stays good */
        record Admitted(String token, @Nullable String refreshToken) implements Answer {

            @Override
            public String toString() {
                return "Admitted[hidden]";
            }
        }

        /** The user may log in, but not with this. */
        record Wrong() implements Answer {}

        /** The user may not log in, or is none. */
        record NotAdmitted() implements Answer {}
    }

    /** In whose name the pool signs: the claim {@code iss}. */
    String issuer();

    /** As whom the engine logs people in: the claim {@code client_id} of their tokens. */
    String client();

    Optional<User> find(String name);

    /** Makes a user who needs no confirmation and is sent nothing; one of this name stays as it is. */
    void create(String name, Profile profile);

    void change(String name, Profile profile);

    /** Gives a user a lasting password. */
    void setPassword(String name, String password);

    Answer logIn(String name, String password);

    Answer refresh(String name, String refreshToken);

    /** The user logs in no more, and what was given is good for nothing at the pool; a user who is none is no error. */
    void disable(String name);
}
