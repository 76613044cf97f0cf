package io.tidings.domain.testing;

import io.tidings.domain.app.AppId;
import io.tidings.domain.template.Template;
import io.tidings.domain.template.TemplateId;
import io.tidings.domain.template.TemplateIdentifier;
import io.tidings.domain.template.TemplateStore;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

final class InMemoryTemplateStore implements TemplateStore {

    private final InMemoryTransactions transactions;
    private final Table<TemplateId, Template> templates;

    InMemoryTemplateStore(InMemoryTransactions transactions) {
        this.transactions = transactions;
        this.templates = new Table<>(transactions);
    }

    @Override
    public boolean add(Template template) {
        return transactions.step(() -> {
            boolean free = named(template.app(), template.identifier()).isEmpty();
            if (free) {
                templates.insert(template.id(), template);
            }
            return free;
        });
    }

    @Override
    public boolean replace(Template changed) {
        return transactions.step(() -> {
            Optional<Template> stored = templates.find(changed.id())
                    .filter(template -> template.version() == changed.version());
            stored.ifPresent(before -> templates.put(before.id(), new Template(before.id(), before.app(),
                    before.identifier(), changed.name(), changed.contents(), before.version() + 1, before.createdAt(),
                    changed.updatedAt())));
            return stored.isPresent();
        });
    }

    @Override
    public boolean remove(TemplateId id) {
        return transactions.step(() -> templates.remove(id).isPresent());
    }

    @Override
    public Optional<Template> find(TemplateId id) {
        return transactions.step(() -> templates.find(id));
    }

    @Override
    public Optional<Template> find(AppId app, TemplateIdentifier identifier) {
        return transactions.step(() -> named(app, identifier));
    }

    @Override
    public List<Template> ofApp(AppId app, Optional<TemplateIdentifier> after, int limit) {
        return transactions.step(() -> templates.rows()
                .filter(template -> template.app().equals(app))
                .filter(template -> after.filter(last -> last.compareTo(template.identifier()) >= 0).isEmpty())
                .sorted(Comparator.comparing(Template::identifier))
                .limit(limit)
                .toList());
    }

    private Optional<Template> named(AppId app, TemplateIdentifier identifier) {
        return templates.rows()
                .filter(template -> template.app().equals(app) && template.identifier().equals(identifier))
                .findFirst();
    }
}
