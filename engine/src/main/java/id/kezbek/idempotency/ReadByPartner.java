package id.kezbek.idempotency;

import id.kezbek.shared.PartnerId;
import id.kezbek.shared.security.Caller;
import id.kezbek.shared.sql.OwnRows;
import org.jspecify.annotations.Nullable;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.ServletInvocableHandlerMethod;

/**
 * A GET request of a partner's system or officer. The request can read only the partner's rows. The response is written
 * after the transaction, so that a slow client does not hold a database connection.
 */
final class ReadByPartner extends ServletInvocableHandlerMethod {

    private final OwnRows ownRows;

    ReadByPartner(HandlerMethod operation, OwnRows ownRows) {
        super(operation);
        this.ownRows = ownRows;
    }

    @Override
    protected @Nullable Object doInvoke(@Nullable Object... arguments) throws Exception {
        PartnerId partner = partner();
        return partner == null
                ? super.doInvoke(arguments)
                : ownRows.<Object>read(partner, () -> super.doInvoke(arguments));
    }

    private static @Nullable PartnerId partner() {
        RequestAttributes request = RequestContextHolder.currentRequestAttributes();
        return request.getAttribute(Caller.ATTRIBUTE, RequestAttributes.SCOPE_REQUEST) instanceof Caller caller
                ? caller.partner()
                : null;
    }
}
