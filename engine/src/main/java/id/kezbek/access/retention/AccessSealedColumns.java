package id.kezbek.access.retention;

import id.kezbek.access.browser.BrowserSessions;
import id.kezbek.access.codes.OneTimeCodes;
import id.kezbek.access.passkeys.Passkeys;
import id.kezbek.access.pool.PoolAccounts;
import id.kezbek.access.sessions.RefreshTokens;
import id.kezbek.access.sessions.Sessions;
import id.kezbek.access.tokens.SigningKeys;
import id.kezbek.shared.security.SealedColumns;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Lists the columns of the access module whose values depend on the master key. */
@Component
public final class AccessSealedColumns implements SealedColumns {

    @Override
    public List<SealedColumn> columns() {
        return List.of(
                new Sealed(
                        "access.signing_key",
                        List.of("id"),
                        "sealed_private_key",
                        row -> SigningKeys.context(row.getString("id"))),
                new Sealed(
                        "access.challenge",
                        List.of("id"),
                        "sealed_code",
                        row -> OneTimeCodes.context(row.getObject("id", UUID.class))),
                new Sealed(
                        "access.pool_account",
                        List.of("person"),
                        "sealed_password",
                        row -> PoolAccounts.passwordOf(row.getObject("person", UUID.class))),
                new Sealed(
                        "access.pool_session",
                        List.of("session"),
                        "sealed_refresh_token",
                        row -> PoolAccounts.refreshTokenOf(row.getObject("session", UUID.class))),
                new Signed(
                        Sessions.TABLE,
                        List.of("id"),
                        "mac",
                        Sessions.TABLE,
                        (row, sealing) -> Sessions.fields(Sessions.session(row))),
                new Signed(
                        RefreshTokens.TABLE,
                        List.of("token_hash"),
                        "mac",
                        RefreshTokens.TABLE,
                        (row, sealing) -> RefreshTokens.fields(row)),
                new Signed(
                        BrowserSessions.TABLE,
                        List.of("secret_hash"),
                        "mac",
                        BrowserSessions.TABLE,
                        (row, sealing) -> BrowserSessions.fields(row)),
                new Signed(
                        Passkeys.TABLE, List.of("id"), "mac", Passkeys.TABLE, (row, sealing) -> Passkeys.fields(row)),
                new Signed(
                        PoolAccounts.TOKEN_TABLE,
                        List.of("token_hash"),
                        "mac",
                        PoolAccounts.TOKEN_TABLE,
                        (row, sealing) -> PoolAccounts.tokenFields(row)));
    }
}
