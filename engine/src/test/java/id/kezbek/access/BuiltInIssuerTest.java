package id.kezbek.access;

class BuiltInIssuerTest extends IdentityProviderContract {

    @Override
    IdentityProvider provider() {
        return engine.get(BuiltInIssuer.class);
    }
}
