package id.kezbek.payouts.providers.http;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.Method;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.message.BasicHeader;
import org.jspecify.annotations.Nullable;

/** A call to a provider before it is sent: target, headers, and body if any. */
public final class Call {

    private final String address;
    private final List<Header> headers = new ArrayList<>();
    private final Set<Integer> faults = new HashSet<>();
    private @Nullable ByteArrayEntity body;

    Call(String address) {
        this.address = address;
    }

    public Call header(String name, String value) {
        headers.add(new BasicHeader(name, value));
        return this;
    }

    /**
     * Makes the circuit breaker count these statuses below 500 as faults, for example the status for wrong credentials.
     */
    public Call faultAt(int... statuses) {
        for (int status : statuses) {
            faults.add(status);
        }
        return this;
    }

    boolean isFault(int status) {
        return status >= HttpStatus.SC_SERVER_ERROR || faults.contains(status);
    }

    /** Makes the call a POST request with this object as JSON. Without a body, the call is a GET request. */
    public Call post(Object order) {
        return postJson(Json.bytes(order));
    }

    /** Makes the call a POST request with exactly these bytes, because the signature covers them. */
    public Call postJson(byte[] json) {
        body = new ByteArrayEntity(json, null);
        return header("Content-Type", "application/json");
    }

    HttpUriRequestBase request() {
        ByteArrayEntity entity = body;
        HttpUriRequestBase request =
                new HttpUriRequestBase((entity == null ? Method.GET : Method.POST).name(), URI.create(address));
        headers.forEach(request::addHeader);
        request.setEntity(entity);
        return request;
    }
}
