package id.kezbek.approvals.records;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShownArgumentsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            {'limit':50000000.00}                               | {'limit':'50000000.00'}
            {'limit':5.0E7}                                     | {'limit':'50000000.00'}
            {'customerCapPeriod':'DAY','quantityFrom':2}        | {'customer_cap_period':'DAY','quantity_from':2}
            {'percent':10}                                      | {'percent':'10'}
            {'percent':1.125}                                   | {'percent':'1.125'}
            {'msisdn':'628118770510'}                           | {'msisdn':'62*******510'}
            {'payout':'00000000-0000-7000-8000-000000000001'}   | {'payout':'0000000000e008000000000001'}
            {'tiers':[{'lastCount':3,'rewards':[{'amount':1000.00}]}]} | {'tiers':[{'last_count':3,'rewards':[{'amount':'1000.00'}]}]}
            {'at':null,'ends':true}                             | {'at':null,'ends':true}
            """)
    void writesValuesAsV2Does(String kept, String shown) {
        assertThat(ShownArguments.of(kept.replace('\'', '"')).toString()).isEqualTo(shown.replace('\'', '"'));
    }

    @Test
    void keepsTheOrderOfNames() {
        assertThat(ShownArguments.of("{\"b\":1,\"a\":2}")).hasToString("{\"b\":1,\"a\":2}");
    }
}
