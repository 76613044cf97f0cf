package io.tidings.domain.provider;

import io.tidings.domain.secret.Secret;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Values for a provider's settings. Prints its keys only.
 *
 * <p>It holds whatever it was given: {@link #problems} says whether a provider can work with it. An empty value counts
 * as absent.
 */
public final class ProviderSettings {

    public static final ProviderSettings NONE = new ProviderSettings(Map.of());

    private final Map<String, Secret> values;

    /** For the descriptor that asked last: each asks at every message, and each value is held against a pattern. */
    private volatile Checked checked;

    private record Checked(ProviderDescriptor descriptor, List<SettingProblem> problems) {}

    private ProviderSettings(Map<String, Secret> values) {
        this.values = Collections.unmodifiableMap(values);
    }

    public static ProviderSettings of(Map<String, String> values) {
        var held = new LinkedHashMap<String, Secret>();
        values.forEach((key, value) -> {
            if (value != null && !value.isEmpty()) {
                held.put(key, Secret.of(value));
            }
        });
        return new ProviderSettings(held);
    }

    public Set<String> keys() {
        return values.keySet();
    }

    public boolean isEmpty() {
        return values.isEmpty();
    }

    /** The value of a setting, for the provider that uses it. */
    public Optional<String> get(String key) {
        return Optional.ofNullable(values.get(key)).map(Secret::reveal);
    }

    /** The value of a setting that {@link #problems} has found to be there. */
    public String require(String key) {
        return get(key).orElseThrow(() -> new IllegalStateException("the setting " + key + " is missing"));
    }

    /** These settings with the other's laid over them, key by key. */
    public ProviderSettings with(ProviderSettings other) {
        if (other.isEmpty()) {
            return this;
        }
        var merged = new LinkedHashMap<>(values);
        merged.putAll(other.values);
        return new ProviderSettings(merged);
    }

    /** All that is wrong with these settings for that provider: missing, ill-formed and unknown ones. */
    public List<SettingProblem> problems(ProviderDescriptor descriptor) {
        Checked known = checked;
        if (known == null || known.descriptor() != descriptor) {
            known = new Checked(descriptor, check(descriptor));
            checked = known;
        }
        return known.problems();
    }

    private List<SettingProblem> check(ProviderDescriptor descriptor) {
        var problems = new ArrayList<SettingProblem>();
        for (SettingField field : descriptor.settings()) {
            field.problemOf(get(field.key()).orElse(null)).ifPresent(problems::add);
        }
        for (String key : values.keySet()) {
            if (descriptor.setting(key).isEmpty()) {
                problems.add(new SettingProblem(key, "is not a setting of " + descriptor.id() + "; its settings are "
                        + String.join(", ", descriptor.settings().stream().map(SettingField::key).toList())));
            }
        }
        return List.copyOf(problems);
    }

    /**
     * The values as they may be shown: those that the descriptor calls secret, and those that it does not know, are
     * masked.
     */
    public Map<String, String> masked(ProviderDescriptor descriptor) {
        var shown = new LinkedHashMap<String, String>();
        values.forEach((key, value) -> {
            boolean open = descriptor.setting(key).filter(field -> !field.secret()).isPresent();
            shown.put(key, open ? value.reveal() : Secret.MASK);
        });
        return Collections.unmodifiableMap(shown);
    }

    /** All values in the clear, for the store that seals them. */
    public Map<String, String> reveal() {
        var revealed = new LinkedHashMap<String, String>();
        values.forEach((key, value) -> revealed.put(key, value.reveal()));
        return revealed;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ProviderSettings that && values.equals(that.values);
    }

    @Override
    public int hashCode() {
        return values.keySet().hashCode();
    }

    @Override
    public String toString() {
        return "ProviderSettings" + values;
    }
}
