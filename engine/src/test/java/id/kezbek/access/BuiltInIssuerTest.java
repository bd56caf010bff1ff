package id.kezbek.access;

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
