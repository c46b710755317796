// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "editor/layout_fields.h"

#include "editor/experiment_document.h"
#include "language/language.h"
#include "workload/edit.h"

#include <QCoreApplication>

namespace streamscope::ui {

namespace {

struct LayoutWords
{
    Q_DECLARE_TR_FUNCTIONS(LayoutWords)
};

using Field = FieldForm::Field;

const char* const pinned = "pinned";
const char* const pageable = "pageable";

/// Sets one key of the layout.
std::function<Status(const QString&)> setter(ExperimentDocument* document, const QString& place, const QString& label,
                                             const char* key, std::function<Json(const QString&)> toJson)
{
    return [=, toJson = std::move(toJson)](const QString& typed) {
        return document->edit(MemberFields::undoText(label), [&](const workload::Experiment& experiment) {
            return workload::setMember(experiment, place.toStdString(), key, toJson(typed));
        });
    };
}

/// The kind of all buffers, and those of the other kind by name or pattern.
std::vector<Field> memoryFields(ExperimentDocument* document, const MemberFields& layout)
{
    const Json memory = layout.value("memory").is_object() ? layout.value("memory") : Json::object();
    const std::string most = memory.value("*", std::string(pinned));
    const std::string other = most == pinned ? pageable : pinned;
    QStringList exceptions;
    for (const auto& [pattern, kind] : memory.items())
        if (pattern != "*" && kind == other)
            exceptions += text(pattern);
    const auto written = [](const std::string& all, const std::string& rest, const Json& names) {
        Json made = Json::object();
        for (const Json& name : names)
            made[name.get<std::string>()] = rest;
        if (all != pinned)
            made["*"] = all;
        return made.empty() ? Json() : made;
    };
    const Json names = namesIn(exceptions.join(QLatin1Char(',')));
    const QString label = LayoutWords::tr("Host memory");
    const QString restLabel = most == pinned ? LayoutWords::tr("Pageable are") : LayoutWords::tr("Pinned are");
    return {{label,
             "memory",
             text(most),
             {},
             {LayoutWords::tr("pinned"), LayoutWords::tr("pageable")},
             {pinned, pageable},
             setter(document, layout.place(), label, "memory",
                    [=](const QString& all) {
                        return written(all.toStdString(), all == QLatin1String(pinned) ? pageable : pinned, names);
                    }),
             {}},
            {restLabel,
             "memoryExceptions",
             exceptions.join(QStringLiteral(", ")),
             LayoutWords::tr("no buffer"),
             {},
             {},
             setter(document, layout.place(), restLabel, "memory",
                    [=](const QString& typed) { return written(most, other, namesIn(typed)); }),
             {}}};
}

/// One for each parameter: what it is under this layout, whatever the slider says.
std::vector<Field> setFields(ExperimentDocument* document, const MemberFields& layout)
{
    std::vector<Field> fields;
    const Json set = layout.value("set").is_object() ? layout.value("set") : Json::object();
    for (const workload::Parameter& parameter : document->experiment().parameters(language())) {
        const QString label = LayoutWords::tr("Here %1 is").arg(text(parameter.name));
        Field field{label,
                    QStringLiteral("set-") + text(parameter.name),
                    plain(set.value(parameter.name, Json())),
                    LayoutWords::tr("as the slider has it"),
                    {},
                    {},
                    setter(document, layout.place(), label, "set",
                           [set, name = parameter.name](const QString& typed) {
                               Json changed = set;
                               if (typed.isEmpty())
                                   changed.erase(name);
                               else
                                   changed[name] = numberOrText(typed);
                               return changed.empty() ? Json() : changed;
                           }),
                    {}};
        field.note = layout.noteOf(field.value);
        fields.push_back(field);
    }
    return fields;
}

} // namespace

FieldForm::Page layoutFields(ExperimentDocument* document, const QString& place)
{
    const MemberFields layout(document, place);
    FieldForm::Page page{place, {}, {}};
    std::vector<Field>& fields = page.fields;
    fields = {layout.text(LayoutWords::tr("Name"), "name"),
              layout.localText(LayoutWords::tr("Title"), "title", LayoutWords::tr("its name")),
              layout.choice(LayoutWords::tr("Launch"), "launch",
                            {LayoutWords::tr("eager, call by call"), LayoutWords::tr("as a CUDA graph")},
                            {"eager", "graph"}),
              layout.choice(LayoutWords::tr("Issue order"), "issue",
                            {LayoutWords::tr("depth-first"), LayoutWords::tr("breadth-first")},
                            {"depth-first", "breadth-first"})};
    for (Field& field : memoryFields(document, layout))
        fields.push_back(std::move(field));
    fields.push_back(layout.choice(LayoutWords::tr("Default stream"), "default_stream",
                                   {LayoutWords::tr("legacy"), LayoutWords::tr("per thread")},
                                   {"legacy", "per-thread"}));
    fields.push_back(layout.number(LayoutWords::tr("Threads"), "threads", "1"));
    fields.push_back(layout.number(LayoutWords::tr("Connections"), "connections", LayoutWords::tr("the device's")));
    fields.push_back(layout.number(LayoutWords::tr("Framework's time per call, ns"), "host_cost_ns", "0"));
    for (Field& field : setFields(document, layout))
        fields.push_back(std::move(field));
    return page;
}

} // namespace streamscope::ui
