package id.kezbek.sandbox.demo.finance;

import java.time.LocalDate;

/** The source of a provider's settlement file of a day. */
public interface StatementSource {

    byte[] statement(String provider, LocalDate day);
}
