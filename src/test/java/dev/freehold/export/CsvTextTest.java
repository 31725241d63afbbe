package dev.freehold.export;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class CsvTextTest {

    @Test
    void writesLinesAsTheStandardHasThem() {
        String csv = new CsvText()
                .line(List.of("a", "b"))
                .line(List.of("x, y", "say \"hi\"\nand go"))
                .line(List.of("", 7L))
                .toString();

        assertEquals("a,b\r\n\"x, y\",\"say \"\"hi\"\"\nand go\"\r\n,7\r\n", csv);
    }

    @Test
    void noCellBecomesAFormula() {
        String csv = new CsvText()
                .line(List.of("=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "=HYPERLINK(\"http://x\",\"y\")"))
                .toString();

        assertEquals("'=1+1,'+1,'-1,'@SUM(A1),'\tx,\"'\rx\",\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\"\r\n", csv);
    }

    @Test
    void aNegativeNumberIsANumber() {
        assertEquals("-1\r\n", new CsvText().line(List.of(-1L)).toString());
    }
}
