package id.kezbek.access.pool;

import id.kezbek.access.sessions.Session;
import id.kezbek.access.tokens.BuiltInIssuer;
import id.kezbek.access.tokens.IdentityProvider;

class BuiltInIssuerTest extends IdentityProviderContract {

    @Override
    IdentityProvider provider() {
        return engine.get(BuiltInIssuer.class);
    }

    @Override
    String signed(Session session) {
        return provider().renew(logIn(session)).orElseThrow().token();
    }

    @Override
    void changeKey() {
        rotateTheEnginesKey(false);
    }
}
