package io.tidings.persistence;

import io.tidings.domain.delivery.Receipt;
import io.tidings.domain.provider.FaultKind;
import io.tidings.domain.provider.ProviderFault;
import io.tidings.domain.provider.Report;
import io.tidings.domain.provider.ReportedStatus;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What providers say, as JSON: faults, receipts and reports. A member that is absent says nothing. */
final class Evidence {

    private Evidence() {}

    static String writeFault(ProviderFault fault) {
        return Json.write(ofFault(fault));
    }

    static ProviderFault readFault(String json) {
        return fault(Json.members(json));
    }

    static String writeReceipts(Set<Receipt> receipts) {
        List<Map<String, Object>> all = new ArrayList<>();
        for (Receipt receipt : receipts) {
            all.add(said(receipt.status(), receipt.word(), receipt.fault()));
        }
        return Json.write(all);
    }

    static Set<Receipt> readReceipts(String json) {
        var receipts = new LinkedHashSet<Receipt>();
        for (Map<String, Object> said : Json.objects(json)) {
            receipts.add(new Receipt(status(said), (String) said.get("word"), faultIn(said)));
        }
        return receipts;
    }

    static String writeReport(Report report) {
        Map<String, Object> said = said(report.status(), report.word(), report.fault());
        said.put("reference", report.reference());
        said.put("raw", report.raw());
        return Json.write(said);
    }

    @SuppressWarnings("unchecked")
    static Report readReport(String json) {
        Map<String, Object> said = Json.members(json);
        return new Report((String) said.get("reference"), status(said), (String) said.get("word"), faultIn(said),
                (Map<String, String>) said.get("raw"));
    }

    private static Map<String, Object> said(ReportedStatus status, String word, Optional<ProviderFault> fault) {
        var said = new LinkedHashMap<String, Object>();
        said.put("status", status.name());
        said.put("word", word);
        fault.ifPresent(why -> said.put("fault", ofFault(why)));
        return said;
    }

    private static ReportedStatus status(Map<String, Object> said) {
        return ReportedStatus.valueOf((String) said.get("status"));
    }

    @SuppressWarnings("unchecked")
    private static Optional<ProviderFault> faultIn(Map<String, Object> said) {
        return Optional.ofNullable((Map<String, Object>) said.get("fault")).map(Evidence::fault);
    }

    private static Map<String, Object> ofFault(ProviderFault fault) {
        var said = new LinkedHashMap<String, Object>();
        said.put("code", fault.code());
        said.put("kind", fault.kind().name());
        said.put("explanation", fault.explanation());
        fault.link().ifPresent(link -> said.put("link", link.toString()));
        return said;
    }

    private static ProviderFault fault(Map<String, Object> said) {
        return new ProviderFault((String) said.get("code"), FaultKind.valueOf((String) said.get("kind")),
                (String) said.get("explanation"),
                Optional.ofNullable((String) said.get("link")).map(URI::create));
    }
}
