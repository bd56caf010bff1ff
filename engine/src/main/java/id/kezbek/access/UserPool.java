package id.kezbek.access;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The engine's calls to a user pool in a cloud, for example Amazon Cognito. Every method uses the network and throws a
 * {@link id.kezbek.shared.Refusal} OUT_OF_SERVICE if the pool does not respond in time.
 */
public interface UserPool {

    /**
     * The attributes of a person that the pool stores beside the user name.
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

    /** The pool's response to a password or a refresh token. */
    sealed interface Answer {

        /** @param refreshToken null if the used refresh token remains valid */
        record Admitted(String token, @Nullable String refreshToken) implements Answer {

            @Override
            public String toString() {
                return "Admitted[hidden]";
            }
        }

        /** The password or token is wrong, but the pool does not block the user. */
        record Wrong() implements Answer {}

        /** The user is disabled or does not exist. */
        record NotAdmitted() implements Answer {}
    }

    /** The claim {@code iss} of the pool's tokens. */
    String issuer();

    /**
     * The app client with which the engine logs people in. People's tokens contain the client's id in the claim {@code
     * client_id}.
     */
    String client();

    Optional<User> find(String name);

    /** Creates a confirmed user and sends no message to the user. Does not change an existing user. */
    void create(String name, Profile profile);

    void change(String name, Profile profile);

    /** Sets a permanent password. */
    void setPassword(String name, String password);

    Answer logIn(String name, String password);

    Answer refresh(String name, String refreshToken);

    /** Disables the user and revokes the user's tokens at the pool. Does nothing if the user does not exist. */
    void disable(String name);
}
