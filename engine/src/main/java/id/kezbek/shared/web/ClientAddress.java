package id.kezbek.shared.web;

import jakarta.servlet.http.HttpServletRequest;

/** The address that a call comes from, as the installation's own proxy tells it where there is one. */
public final class ClientAddress {

    private static final String ATTRIBUTE = ClientAddress.class.getName();

    private ClientAddress() {}

    /** Says, before anything asks for it, where the call comes from. */
    public static void tell(HttpServletRequest request, String address) {
        request.setAttribute(ATTRIBUTE, address);
    }

    public static String of(HttpServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof String told ? told : request.getRemoteAddr();
    }
}
