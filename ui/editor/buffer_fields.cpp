// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "editor/buffer_fields.h"

#include "editor/experiment_document.h"
#include "language/language.h"
#include "workload/edit.h"

#include <QCoreApplication>

namespace streamscope::ui {

namespace {

struct BufferWords
{
    Q_DECLARE_TR_FUNCTIONS(BufferWords)
};

using Field = FieldForm::Field;

/// One of `values`; what each stands for in the file is `written`, the first nothing at all.
Field kindField(ExperimentDocument* document, const QString& place, const QString& label, const QString& key,
                const QStringList& shown, const QStringList& values, const QString& current,
                std::function<Json(const QString&)> written)
{
    const auto commit = [=, written = std::move(written)](const QString& value) {
        if (value == current)
            return Status();
        return document->edit(MemberFields::undoText(label), [&](const workload::Experiment& experiment) {
            return workload::setMember(experiment, place.toStdString(), key.toStdString(), written(value));
        });
    };
    return {label, key, current, {}, shown, values, commit, {}};
}

void addFill(ExperimentDocument* document, const MemberFields& buffer, std::vector<Field>& fields)
{
    const Json fill = buffer.value("fill");
    const QString current = fill.is_object() ? QStringLiteral("features")
                            : fill.is_null() ? QStringLiteral("uniform")
                                             : plain(fill);
    fields.push_back(
        kindField(document, buffer.place(), BufferWords::tr("Holds at first"), QStringLiteral("fill"),
                  {BufferWords::tr("random numbers"), BufferWords::tr("zeros"), BufferWords::tr("features of samples")},
                  {"uniform", "zeros", "features"}, current, [](const QString& value) {
                      if (value == QLatin1String("features"))
                          return Json{{"features", {{"samples", 1}, {"depth", 0.5}, {"seed", 1}}}};
                      return value == QLatin1String("uniform") ? Json() : Json(value.toStdString());
                  }));
    const MemberFields features(document, buffer.place() + QStringLiteral("/fill/features"));
    if (fill.is_object())
        for (const auto& [key, label] : {std::pair("samples", BufferWords::tr("Features: samples, the rows")),
                                         std::pair("depth", BufferWords::tr("Features: depth, 0 to 1")),
                                         std::pair("seed", BufferWords::tr("Features: seed"))})
            fields.push_back(features.number(label, QLatin1String(key)));
}

void addResult(ExperimentDocument* document, const MemberFields& buffer, std::vector<Field>& fields)
{
    const bool isResult = buffer.json().contains("result");
    fields.push_back(kindField(document, buffer.place(), BufferWords::tr("Its results"), QStringLiteral("result"),
                               {BufferWords::tr("are not reported"), BufferWords::tr("are reported as a matrix")},
                               {"no", "matrix"}, isResult ? QStringLiteral("matrix") : QStringLiteral("no"),
                               [](const QString& value) {
                                   return value == QLatin1String("matrix") ? Json{{"rows", 1}, {"columns", 1}} : Json();
                               }));
    const MemberFields result(document, buffer.place() + QStringLiteral("/result"));
    if (isResult)
        for (const auto& [key, label] : {std::pair("rows", BufferWords::tr("Result: rows")),
                                         std::pair("columns", BufferWords::tr("Result: columns"))})
            fields.push_back(result.number(label, QLatin1String(key)));
}

} // namespace

std::vector<FieldForm::Field> bufferFields(ExperimentDocument* document, const QString& place)
{
    const MemberFields buffer(document, place);
    std::vector<Field> fields{buffer.number(BufferWords::tr("Bytes"), "bytes")};
    addFill(document, buffer, fields);
    addResult(document, buffer, fields);
    return fields;
}

} // namespace streamscope::ui
