package id.kezbek.reporting.formats;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;

/** Workbooks, read with Apache POI. */
class XlsxTableTest {

    private static final List<Column> COLUMNS = List.of(
            new Column("id", Column.Kind.TEXT),
            new Column("amount", Column.Kind.AMOUNT),
            new Column("number", Column.Kind.WHOLE),
            new Column("at", Column.Kind.TIME),
            new Column("day", Column.Kind.DAY),
            new Column("flag", Column.Kind.FLAG));

    @Test
    void keepsIdsAsTextsAndAmountsAsNumbersAlsoBelowZero() throws IOException {
        Sheet sheet = written(10, List.<Object[]>of(row("0628118770510", "-12500.50")))
                .getSheetAt(0);

        assertThat(sheet.getRow(0).getCell(3).getStringCellValue()).isEqualTo("at (WIB)");
        Row row = sheet.getRow(1);
        assertThat(row.getCell(0).getCellType()).isEqualTo(CellType.STRING);
        assertThat(row.getCell(0).getStringCellValue()).isEqualTo("0628118770510");
        assertThat(row.getCell(1).getCellType()).isEqualTo(CellType.NUMERIC);
        assertThat(row.getCell(1).getNumericCellValue()).isEqualTo(-12500.5);
        assertThat(row.getCell(2).getNumericCellValue()).isEqualTo(7);
        assertThat(row.getCell(3).getLocalDateTimeCellValue()).isEqualTo(LocalDateTime.parse("2026-12-01T06:30:15"));
        assertThat(row.getCell(4).getLocalDateTimeCellValue().toLocalDate()).isEqualTo("2026-12-01");
        assertThat(row.getCell(5).getBooleanCellValue()).isTrue();
    }

    @Test
    void startsNextSheetWhenFull() throws IOException {
        List<Object[]> rows = new ArrayList<>();
        for (int i = 1; i <= 20; i++) {
            rows.add(row("id-" + i, i + ".00"));
        }

        XSSFWorkbook workbook = written(10, rows);

        assertThat(workbook.getNumberOfSheets()).isEqualTo(3);
        List<String> ids = new ArrayList<>();
        workbook.forEach(sheet -> {
            assertThat(sheet.getLastRowNum()).isLessThan(10);
            assertThat(sheet.getRow(0).getCell(0).getStringCellValue()).isEqualTo("id");
            for (int i = 1; i <= sheet.getLastRowNum(); i++) {
                ids.add(sheet.getRow(i).getCell(0).getStringCellValue());
            }
        });
        assertThat(ids).hasSize(20).startsWith("id-1", "id-2").endsWith("id-19", "id-20");
        assertThat(XlsxTable.SHEET_ROWS_MAX).as("what Excel can open").isEqualTo(1_048_576);
    }

    @Test
    void noTextIsAFormula() throws IOException {
        for (String text : List.of("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\uff1d1")) {
            Row row = written(10, List.<Object[]>of(row(text, "1.00")))
                    .getSheetAt(0)
                    .getRow(1);
            assertThat(row.getCell(0).getCellType()).isEqualTo(CellType.STRING);
            assertThat(row.getCell(0).getStringCellValue()).startsWith("'");
        }
    }

    private static Object[] row(String id, String amount) {
        return new Object[] {
            id, new BigDecimal(amount), 7L, Instant.parse("2026-11-30T23:30:15Z"), LocalDate.parse("2026-12-01"), true
        };
    }

    private static XSSFWorkbook written(int rowsMax, List<Object[]> rows) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (XlsxTable table = new XlsxTable("payouts", COLUMNS, out, rowsMax)) {
            for (Object[] row : rows) {
                table.row(row);
            }
        }
        return new XSSFWorkbook(new ByteArrayInputStream(out.toByteArray()));
    }
}
