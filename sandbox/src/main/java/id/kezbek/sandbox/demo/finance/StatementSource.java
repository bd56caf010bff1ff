package id.kezbek.sandbox.demo.finance;

import java.time.LocalDate;

/** The source of settlement files, by provider and day. */
public interface StatementSource {

    byte[] statement(String provider, LocalDate day);
}
