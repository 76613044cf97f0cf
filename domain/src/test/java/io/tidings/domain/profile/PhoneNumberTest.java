package io.tidings.domain.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

final class PhoneNumberTest {

    @Test
    void numberInE164_isRead() {
        for (String right : List.of("+919988776655", "+4930123", "+1234567", "+447700900123", "+123456789012345")) {
            assertThat(PhoneNumber.parse(right).orElseThrow().e164()).isEqualTo(right);
        }
    }

    @Test
    void otherForms_areRefusedAndNotRepeated() {
        for (String wrong : List.of("", "+", "447700900123", "+0123456789", "+123456", "+1234567890123456",
                "+44 7700 900123", "+44-7700", "+447700900123\n", "whatsapp:+447700900123", "+44770090012x",
                "+\u0664\u0664\u0667\u0667\u0660\u0660\u0669", "00447700900123")) {
            assertThat(PhoneNumber.parse(wrong)).as(wrong).isEmpty();
            assertThatThrownBy(() -> new PhoneNumber(wrong)).isInstanceOf(IllegalArgumentException.class)
                    .hasMessageNotContaining("7700");
        }
        assertThat(PhoneNumber.parse(null)).isEmpty();
    }

    @Test
    void number_printsMasked() {
        assertThat(new PhoneNumber("+919988776655")).hasToString("+91********55");
    }

    @Test
    void numbersInATextAreMasked_andOtherNumbersAreNot() {
        assertThat(PhoneNumber.maskIn("from whatsapp:+447700900123 to +919988776655, error 63016 after 120 s"))
                .isEqualTo("from whatsapp:+44********23 to +91********55, error 63016 after 120 s");
        assertThat(PhoneNumber.maskIn("")).isEmpty();
    }

    @Property
    void maskedText_neverHoldsTheNumber(@ForAll @LongRange(min = 1_000_000, max = 999_999_999_999_999L) long digits) {
        String number = "+" + digits;
        assertThat(PhoneNumber.maskIn("call " + number + " now")).doesNotContain(Long.toString(digits));
        assertThat(new PhoneNumber(number).masked()).hasSameSizeAs(number);
    }
}
