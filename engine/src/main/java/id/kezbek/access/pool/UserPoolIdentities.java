package id.kezbek.access.pool;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import id.kezbek.access.UserPool;
import id.kezbek.access.UserPool.Answer;
import id.kezbek.access.sessions.Session;
import id.kezbek.access.sessions.Sessions;
import id.kezbek.access.tokens.BuiltInIssuer;
import id.kezbek.access.tokens.IdentityProvider;
import id.kezbek.partners.Partner;
import id.kezbek.partners.PartnerDirectory;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.security.Caller;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Primary;
import org.springframework.stereotype.Component;

/**
 * Gets people's tokens from a user pool. The engine itself still identifies people, checks their codes and limits their
 * sessions. At a person's first log-in, the engine creates a pool user with a random, secret password. The user name is
 * the person's id. The engine then logs in to the pool as this user. A pool token does not contain the engine's
 * session, so the engine stores a hash of each token with its session. The engine refuses a pool token without a stored
 * hash, even if the token is genuine. Partners' systems have no users in the pool. Their tokens come from the built-in
 * issuer, so a purchase needs no request to the pool.
 */
@Component
@Primary
@ConditionalOnProperty(name = "cezbek.identity", havingValue = "cognito")
class UserPoolIdentities implements IdentityProvider {

    private static final Logger log = LoggerFactory.getLogger(UserPoolIdentities.class);

    /** The pool's tokens have about 1,100 characters; much longer tokens are not parsed. */
    private static final int TOKEN_MAX = 8_192;

    private static final String TOKEN_USE = "token_use";
    private static final String ACCESS = "access";
    private static final String CLIENT = "client_id";

    private final UserPool pool;
    private final PoolAccounts accounts;
    private final Sessions sessions;
    private final PoolKeys keys;
    private final PartnerDirectory partners;
    private final BuiltInIssuer ofSystems;

    /**
     * @param published the URL of the pool's keys; empty for the default URL of the issuer
     * @param interval the engine fetches the keys at most twice in this time
     */
    @Autowired
    UserPoolIdentities(
            UserPool pool,
            PoolAccounts accounts,
            Sessions sessions,
            PartnerDirectory partners,
            BuiltInIssuer ofSystems,
            @Value("${cezbek.cognito.keys-url:}") String published,
            @Value("${cezbek.cognito.keys-interval:10s}") Duration interval) {
        this.pool = pool;
        this.accounts = accounts;
        this.sessions = sessions;
        this.keys =
                new PoolKeys(url(published.isBlank() ? pool.issuer() + "/.well-known/jwks.json" : published), interval);
        this.partners = partners;
        this.ofSystems = ofSystems;
    }

    private static URL url(String text) {
        try {
            return URI.create(text).toURL();
        } catch (IllegalArgumentException | MalformedURLException none) {
            throw new IllegalArgumentException(
                    "cezbek.cognito.keys-url is not a URL; set it to the URL of the pool's keys, or remove it", none);
        }
    }

    @Override
    public IssuedToken issue(Caller caller, @Nullable UUID endsWith, Duration timeToLive) {
        return ofSystems.issue(caller, endsWith, timeToLive);
    }

    @Override
    public Optional<IssuedToken> signIn(LogIn logIn) {
        String name = name(logIn.person());
        String password = password(logIn);
        return isAdmitted(logIn, name, password) ? kept(logIn, logInThere(name, password)) : Optional.empty();
    }

    /**
     * A session from before the installation used the pool has no refresh token of the pool. In this case, the engine
     * logs in to the pool instead.
     */
    @Override
    public Optional<IssuedToken> renew(LogIn logIn) {
        String name = name(logIn.person());
        return accounts.refreshToken(logIn.session())
                .map(refreshToken -> seen(logIn, name)
                        .filter(user -> isEnabled(logIn, name, user))
                        .flatMap(user -> kept(logIn, refreshed(logIn, name, refreshToken))))
                .orElseGet(() -> signIn(logIn));
    }

    private Optional<UserPool.User> seen(LogIn logIn, String name) {
        Optional<UserPool.User> user = pool.find(name);
        if (user.isPresent()) {
            accounts.noteKnownTo(pool.issuer(), logIn.person());
        }
        return user;
    }

    private String password(LogIn logIn) {
        return accounts.password(logIn.person(), logIn.caller().partner());
    }

    /**
     * Checks the user before the log-in, because the pool returns the same error for every refused user. If the engine
     * saw the user in this pool before and the user is now missing, an operator deleted the user. The engine then
     * refuses the person and does not create the user again.
     */
    private boolean isAdmitted(LogIn logIn, String name, String password) {
        Optional<UserPool.User> user = seen(logIn, name);
        if (user.isPresent()) {
            return isEnabled(logIn, name, user.get());
        }
        if (accounts.isKnownTo(pool.issuer(), logIn.person())) {
            log.atWarn().addKeyValue("user", name).log("Log-in refused: the user was deleted in the user pool");
            return false;
        }
        pool.create(name, profile(logIn.caller()));
        pool.setPassword(name, password);
        accounts.noteKnownTo(pool.issuer(), logIn.person());
        return true;
    }

    /**
     * Whether the user is enabled. The method also corrects the user's attributes in the pool, because other systems
     * read these attributes from tokens.
     */
    private boolean isEnabled(LogIn logIn, String name, UserPool.User user) {
        UserPool.Profile profile = profile(logIn.caller());
        if (user.isEnabled() && !user.profile().equals(profile)) {
            pool.change(name, profile);
        }
        return user.isEnabled();
    }

    private UserPool.Profile profile(Caller caller) {
        String partner = Optional.ofNullable(caller.partner())
                .flatMap(partners::find)
                .map(Partner::code)
                .orElse(null);
        return new UserPool.Profile(caller.subject(), caller.role().name(), partner);
    }

    /**
     * Sets the password again if the pool refuses it. The pool may have been restored from a backup, or an earlier
     * log-in may have failed before the pool stored the password. If the pool then still refuses an enabled user, the
     * settings of the engine's client are wrong.
     */
    private Answer logInThere(String name, String password) {
        Answer first = pool.logIn(name, password);
        if (!(first instanceof Answer.Wrong)) {
            return first;
        }
        pool.setPassword(name, password);
        Answer second = pool.logIn(name, password);
        if (second instanceof Answer.Wrong
                && pool.find(name).filter(UserPool.User::isEnabled).isPresent()) {
            throw refusesTheEngine();
        }
        return second;
    }

    /**
     * After a refused refresh token, a log-in with the password shows the cause. If the pool accepts the password, the
     * token was revoked. If it refuses both, the settings of the engine's client are wrong.
     */
    private Answer refreshed(LogIn logIn, String name, String refreshToken) {
        Answer answer = pool.refresh(name, refreshToken);
        if (answer instanceof Answer.Wrong) {
            logInThere(name, password(logIn));
        }
        return answer;
    }

    private static Refusal refusesTheEngine() {
        log.error("The user pool refuses the engine's credentials; log-ins fail. Check cezbek.cognito.client-id and"
                + " cezbek.cognito.client-secret, and that this client has ALLOW_ADMIN_USER_PASSWORD_AUTH and"
                + " ALLOW_REFRESH_TOKEN_AUTH, and that the pool does not require MFA");
        return new Refusal(ErrorCode.OUT_OF_SERVICE, "core engines are out of service, try again");
    }

    private Optional<IssuedToken> kept(LogIn logIn, Answer answer) {
        return switch (answer) {
            case Answer.Admitted admitted -> {
                accounts.keepToken(logIn.session(), admitted.token());
                String refreshToken = admitted.refreshToken();
                if (refreshToken != null) {
                    accounts.keepRefreshToken(logIn.session(), refreshToken);
                }
                yield Optional.of(issued(admitted.token()));
            }
            case Answer.Wrong wrong -> Optional.empty();
            case Answer.NotAdmitted notAdmitted -> Optional.empty();
        };
    }

    private static IssuedToken issued(String token) {
        try {
            JWTClaimsSet claims = SignedJWT.parse(token).getJWTClaimsSet();
            Instant expiresAt = claims.getExpirationTime().toInstant();
            return new IssuedToken(
                    token,
                    null,
                    expiresAt,
                    Duration.between(claims.getIssueTime().toInstant(), expiresAt));
        } catch (ParseException noToken) {
            throw new IllegalStateException("The user pool's token could not be read", noToken);
        }
    }

    @Override
    public Optional<Identity> decode(String token) {
        if (token.length() > TOKEN_MAX) {
            return Optional.empty();
        }
        try {
            SignedJWT parsed = SignedJWT.parse(token);
            JWTClaimsSet claims = parsed.getJWTClaimsSet();
            return pool.issuer().equals(claims.getIssuer()) ? ofPerson(token, parsed, claims) : ofSystems.decode(token);
        } catch (ParseException | JOSEException | IllegalArgumentException notAToken) {
            return Optional.empty();
        }
    }

    private Optional<Identity> ofPerson(String token, SignedJWT parsed, JWTClaimsSet claims)
            throws ParseException, JOSEException {
        Date expires = claims.getExpirationTime();
        if (expires == null
                || !ACCESS.equals(claims.getStringClaim(TOKEN_USE))
                || !pool.client().equals(claims.getStringClaim(CLIENT))
                || !keys.signed(parsed)) {
            return Optional.empty();
        }
        return accounts.holder(token)
                .map(holder -> new Identity(caller(holder), holder.session(), expires.toInstant(), null));
    }

    /**
     * Takes the caller from the open session, which contains the person's e-mail address. After the end of the session,
     * the address is unknown.
     */
    private Caller caller(PoolAccounts.Holder holder) {
        return sessions.find(holder.session()).map(Session::caller).orElseGet(holder::caller);
    }

    /**
     * The user name in the pool reveals nothing about the person. A person who is removed and added again gets a new
     * user name.
     */
    static String name(UUID person) {
        return Ids.text(person);
    }
}
