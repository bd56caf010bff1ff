package id.kezbek.billing.coretax;

import id.kezbek.billing.invoices.Invoice;
import id.kezbek.billing.invoices.InvoiceContent;
import id.kezbek.billing.invoices.InvoiceSettings;
import id.kezbek.billing.tax.InvoiceTaxes;
import id.kezbek.shared.Jakarta;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.springframework.stereotype.Component;

/**
 * Tax invoices in the import format of Coretax, the tax office's system. Each tax invoice has one line with price and
 * quantity; Coretax computes the base and the tax from this line. The tax office defined the element names, including
 * the misspelt "BuyerAdress".
 */
@Component
public class CoretaxXml {

    /** The tax office's transaction code for another tax base than the price ("DPP nilai lain"). */
    private static final String OTHER_BASE = "04";

    private static final String SERVICE = "B";

    private final InvoiceSettings settings;

    CoretaxXml(InvoiceSettings settings) {
        this.settings = settings;
    }

    /** @param invoices valid invoices with PPN */
    public byte[] of(List<Invoice> invoices) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            XMLStreamWriter xml =
                    XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out, StandardCharsets.UTF_8.name());
            xml.writeStartDocument("utf-8", "1.0");
            xml.writeStartElement("TaxInvoiceBulk");
            xml.writeNamespace("xsi", "http://www.w3.org/2001/XMLSchema-instance");
            element(xml, "TIN", settings.sellerNpwp());
            xml.writeStartElement("ListOfTaxInvoice");
            for (Invoice invoice : invoices) {
                write(xml, invoice);
            }
            xml.writeEndElement();
            xml.writeEndElement();
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException impossible) {
            throw new IllegalStateException("Memory takes no XML", impossible);
        }
        return out.toByteArray();
    }

    private void write(XMLStreamWriter xml, Invoice invoice) throws XMLStreamException {
        InvoiceContent content = invoice.content();
        xml.writeStartElement("TaxInvoice");
        element(xml, "TaxInvoiceDate", Jakarta.dayOf(invoice.issuedAt()).toString());
        element(xml, "TaxInvoiceOpt", "Normal");
        element(xml, "TrxCode", OTHER_BASE);
        element(xml, "AddInfo", "");
        element(xml, "CustomDoc", "");
        element(xml, "CustomDocMonthYear", "");
        element(xml, "RefDesc", invoice.number());
        element(xml, "FacilityStamp", "");
        element(xml, "SellerIDTKU", content.seller().idtku());
        element(xml, "BuyerTin", content.buyer().npwp());
        element(xml, "BuyerDocument", "TIN");
        element(xml, "BuyerCountry", "IDN");
        element(xml, "BuyerDocumentNumber", "-");
        element(xml, "BuyerName", content.buyer().name());
        element(xml, "BuyerAdress", content.buyer().address());
        element(xml, "BuyerEmail", "");
        element(xml, "BuyerIDTKU", content.buyer().idtku());
        xml.writeStartElement("ListOfGoodService");
        xml.writeStartElement("GoodService");
        element(xml, "Opt", SERVICE);
        element(xml, "Code", settings.serviceCode());
        element(xml, "Name", "Jasa program cashback " + content.period());
        element(xml, "Unit", settings.serviceUnit());
        element(xml, "Price", number(content.price()));
        element(xml, "Qty", "1");
        element(xml, "TotalDiscount", "0");
        element(xml, "TaxBase", number(content.price()));
        element(xml, "OtherTaxBase", number(content.base()));
        element(xml, "VATRate", Integer.toString(InvoiceTaxes.PPN_PERCENT));
        element(xml, "VAT", number(content.ppn()));
        element(xml, "STLGRate", "0");
        element(xml, "STLG", "0");
        xml.writeEndElement();
        xml.writeEndElement();
        xml.writeEndElement();
    }

    private static void element(XMLStreamWriter xml, String name, String text) throws XMLStreamException {
        if (text.isEmpty()) {
            xml.writeEmptyElement(name);
            return;
        }
        xml.writeStartElement(name);
        xml.writeCharacters(text);
        xml.writeEndElement();
    }

    private static String number(BigDecimal amount) {
        return amount.stripTrailingZeros().toPlainString();
    }
}
