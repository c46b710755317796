// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "editor/operation_fields.h"

#include "editor/experiment_document.h"
#include "language/language.h"
#include "workload/edit.h"
#include "workload/kernel_catalogue.h"

#include <QCoreApplication>

#include <utility>

namespace streamscope::ui {

namespace {

struct OperationWords
{
    Q_DECLARE_TR_FUNCTIONS(OperationWords)
};

using Field = FieldForm::Field;
using Fields = std::vector<Field>;
using Page = FieldForm::Page;

constexpr std::int64_t newBytes = 4194304;

QStringList bufferNames(const workload::Experiment& experiment)
{
    QStringList names;
    const Json buffers = experiment.document().value("buffers", Json::object());
    for (const auto& entry : buffers.items())
        names += text(entry.key());
    return names;
}

QStringList recordedEvents(const workload::Experiment& experiment)
{
    QStringList names;
    for (const std::string& name : workload::eventNames(experiment))
        names += text(name);
    return names;
}

Json newOperation(const QString& kind, const workload::Experiment& experiment)
{
    const QStringList events = recordedEvents(experiment), buffers = bufferNames(experiment);
    const auto is = [&](const char* one) { return kind == QLatin1String(one); };
    if (is("kernel"))
        return {{"kernel", {{"kernel", "spin"}, {"parameters", {{"ns", 100000}, {"blocks", 16}}}}}};
    if (is("copy"))
        return {{"copy", {{"from", "host"}, {"to", "device"}, {"bytes", newBytes}}}};
    if (is("memset"))
        return {{"memset", {{"bytes", newBytes}}}};
    if (is("record")) {
        QString name = QStringLiteral("event");
        for (int number = 2; events.contains(name); ++number)
            name = QStringLiteral("event %1").arg(number);
        return {{"record", {{"event", name.toStdString()}}}};
    }
    if (is("wait"))
        return {{"wait", {{"event", events.value(0).toStdString()}}}};
    if (is("sync"))
        return {{"sync", {{"scope", "device"}}}};
    if (is("alloc") || is("free"))
        return {{kind.toStdString(), {{"buffer", buffers.value(0).toStdString()}}}};
    if (is("repeat"))
        return {{"repeat",
                 {{"count", 2}, {"operations", Json::array({newOperation(QStringLiteral("kernel"), experiment)})}}}};
    return {{kind.toStdString(), {{"ns", 50000}}}};
}

/// The fields of one operation; `m_body` is over its inner object.
class OperationForm
{
    Q_DECLARE_TR_FUNCTIONS(OperationForm)

public:
    OperationForm(ExperimentDocument* document, const QString& place)
        : m_document(document), m_place(place), m_kind(kindAt(document, place)),
          m_body(document, place + QLatin1Char('/') + m_kind)
    {}

    Page page() const
    {
        Page page{m_place, {}, fields()};
        if (m_kind == QLatin1String("repeat"))
            page.intro = tr("What is added while this is selected runs in each round.");
        else
            page.fields.push_back(m_body.text(tr("Label"), QStringLiteral("label"), tr("its kind")));
        return page;
    }

private:
    static QString kindAt(ExperimentDocument* document, const QString& place)
    {
        const Json& operation = MemberFields(document, place).json();
        return operation.empty() ? QString() : text(operation.begin().key());
    }

    bool is(const char* kind) const { return m_kind == QLatin1String(kind); }

    /// Sets some members at once.
    std::function<Status(const QString&)> change(const QString& label,
                                                 std::function<void(Json& body, const QString& value)> apply) const
    {
        return [document = m_document, place = m_place, kind = m_kind.toStdString(), label,
                apply = std::move(apply)](const QString& value) {
            Json operation = MemberFields(document, place).json();
            apply(operation[kind], value);
            return document->edit(MemberFields::undoText(label), [&](const auto& experiment) {
                return workload::replaceOperation(experiment, place.toStdString(), operation);
            });
        };
    }

    Field bufferField(const QString& ownBuffer) const
    {
        QStringList names = bufferNames(m_document->experiment());
        if (ownBuffer.isEmpty())
            return m_body.required(tr("Buffer"), QStringLiteral("buffer"), names, names);
        QStringList shown = names;
        shown.prepend(ownBuffer);
        names.prepend(QString());
        Field field = m_body.choice(tr("Buffer"), QStringLiteral("buffer"), shown, names);
        field.commit = change(tr("Buffer"), [document = m_document](Json& body, const QString& name) {
            if (!name.isEmpty()) {
                if (!body.contains("buffer")) // how much it was of its own says nothing of this one
                    body.erase("bytes");
                body["buffer"] = name.toStdString();
                return;
            }
            // Without a buffer it has to say how much: as much as before.
            const std::string before = body.value("buffer", std::string());
            body.erase("buffer");
            const Json buffers = document->experiment().document().value("buffers", Json::object());
            if (!body.contains("bytes"))
                body["bytes"] = buffers.contains(before) ? buffers[before]["bytes"] : Json(newBytes);
        });
        return field;
    }

    Field eventField() const
    {
        const QStringList names = recordedEvents(m_document->experiment());
        return m_body.required(tr("Event"), QStringLiteral("event"), names, names);
    }

    Fields recordFields() const
    {
        Field name = m_body.text(tr("Event"), QStringLiteral("event"));
        name.commit = [document = m_document, before = name.value](const QString& value) {
            return document->edit(tr("rename an event"), [&](const auto& experiment) {
                return workload::renameEvent(experiment, before.toStdString(), value.toStdString());
            });
        };
        return {name};
    }

    Fields syncFields() const
    {
        Field scope =
            m_body.required(tr("Waits for"), QStringLiteral("scope"),
                            {tr("its stream"), tr("the whole device"), tr("an event")}, {"stream", "device", "event"});
        scope.commit =
            change(tr("Waits for"),
                   [first = recordedEvents(m_document->experiment()).value(0)](Json& body, const QString& value) {
                       body["scope"] = value.toStdString();
                       if (value != QLatin1String("event"))
                           body.erase("event");
                       else if (!body.contains("event") && !first.isEmpty())
                           body["event"] = first.toStdString();
                   });
        Fields fields = {scope};
        if (scope.value == QLatin1String("event"))
            fields.push_back(eventField());
        return fields;
    }

    Fields copyFields() const
    {
        const QStringList shown = {tr("host"), tr("device")}, sides = {"host", "device"};
        return {m_body.required(tr("From"), QStringLiteral("from"), shown, sides),
                m_body.required(tr("To"), QStringLiteral("to"), shown, sides)};
    }

    Fields kernelFields() const
    {
        QStringList names;
        for (const workload::KernelInfo& kernel : workload::kernelCatalogue())
            names += text(kernel.name);
        Field kernelField = m_body.required(tr("Kernel"), QStringLiteral("kernel"), names, names);
        kernelField.commit = change(tr("Kernel"), [](Json& body, const QString& value) {
            // Parameters and buffers are the old kernel's: the catalogue's defaults take their place.
            Json fresh = {{"kernel", value.toStdString()}};
            if (body.contains("label"))
                fresh["label"] = body["label"];
            body = std::move(fresh);
        });
        Fields fields = {kernelField};
        const auto* kernel = workload::findKernel(kernelField.value.toStdString());
        if (!kernel)
            return fields;
        for (const workload::KernelParameter& parameter : kernel->parameters)
            fields.push_back(parameterField(parameter));
        if (!kernel->reads.empty())
            fields.push_back(argumentsField(tr("Reads"), QStringLiteral("reads"), kernel->reads));
        if (!kernel->writes.empty())
            fields.push_back(argumentsField(tr("Writes"), QStringLiteral("writes"), kernel->writes));
        fields.push_back(programmaticField());
        return fields;
    }

    Field parameterField(const workload::KernelParameter& parameter) const
    {
        const QString name = text(parameter.name);
        const Json values = m_body.value(QStringLiteral("parameters"));
        const QString unit = parameter.unit == parameter.name ? QString() : text(parameter.unit);
        Field field{unit.isEmpty() ? name : QStringLiteral("%1, %2").arg(name, unit),
                    name,
                    values.is_object() ? plain(values.value(parameter.name, Json())) : QString(),
                    QString::number(parameter.defaultValue),
                    {},
                    {},
                    change(name,
                           [key = parameter.name](Json& body, const QString& value) {
                               Json& all = body["parameters"];
                               if (value.isEmpty())
                                   all.erase(key);
                               else
                                   all[key] = numberOrText(value);
                               if (all.empty())
                                   body.erase("parameters");
                           }),
                    {}};
        field.note = m_body.noteOf(field.value);
        return field;
    }

    Field programmaticField() const
    {
        const Json value = m_body.value(QStringLiteral("programmatic"));
        Field field{tr("May start"),
                    QStringLiteral("programmatic"),
                    value == true ? QStringLiteral("true") : QString(),
                    {},
                    {tr("after the one before it"), tr("earlier (programmatic)")},
                    {QString(), "true"},
                    change(tr("May start"),
                           [](Json& body, const QString& early) {
                               if (early.isEmpty())
                                   body.erase("programmatic");
                               else
                                   body["programmatic"] = true;
                           }),
                    {}};
        return field;
    }

    Field argumentsField(const QString& label, const QString& key, const std::vector<std::string>& arguments) const
    {
        QStringList names;
        for (const std::string& argument : arguments)
            names += text(argument);
        return m_body.names(label, key, tr("its own: %1").arg(names.join(QStringLiteral(", "))));
    }

    Fields fields() const
    {
        const auto nsField = [this] { return m_body.number(tr("Time, ns"), QStringLiteral("ns")); };
        Fields fields;
        if (is("repeat"))
            return {m_body.number(tr("Rounds"), QStringLiteral("count"))};
        if (is("kernel"))
            return kernelFields();
        if (is("record"))
            return recordFields();
        if (is("wait"))
            return {eventField()};
        if (is("sync"))
            return syncFields();
        if (is("host") || is("cpu"))
            return {nsField()};
        if (is("alloc") || is("free"))
            return {bufferField({}),
                    m_body.choice(tr("How"), QStringLiteral("how"),
                                  {tr("sync"), tr("async, from the stream's pool"), tr("pinned host memory")},
                                  {"sync", "async", "pinned"})};
        if (is("copy"))
            fields = copyFields();
        if (is("copy") || is("memset")) {
            fields.push_back(bufferField(tr("one of its own")));
            fields.push_back(m_body.number(tr("Bytes"), QStringLiteral("bytes"), tr("the whole buffer")));
        }
        return fields;
    }

    ExperimentDocument* m_document;
    QString m_place, m_kind;
    MemberFields m_body;
};

} // namespace

QStringList operationKinds()
{
    return {"kernel", "copy", "memset", "record", "wait", "host", "cpu", "sync", "alloc", "free", "repeat"};
}

QString operationKindName(const QString& kind)
{
    const std::pair<const char*, QString> names[] = {
        {"kernel", OperationWords::tr("kernel")},       {"copy", OperationWords::tr("copy")},
        {"memset", QStringLiteral("memset")},           {"record", OperationWords::tr("record event")},
        {"wait", OperationWords::tr("wait for event")}, {"host", OperationWords::tr("host function")},
        {"cpu", OperationWords::tr("CPU work")},        {"sync", OperationWords::tr("synchronize")},
        {"alloc", OperationWords::tr("allocate")},      {"free", OperationWords::tr("free")},
        {"repeat", OperationWords::tr("repeat")}};
    for (const auto& [id, name] : names)
        if (kind == QLatin1String(id))
            return name;
    return kind;
}

QString operationText(const Json& operation)
{
    if (!operation.is_object() || operation.empty())
        return {};
    const QString kind = text(operation.begin().key());
    const Json& body = operation.begin().value();
    QString detail = plain(body.value("label", Json()));
    if (detail.isEmpty()) {
        if (kind == QLatin1String("kernel"))
            detail = plain(body.value("kernel", Json()));
        else if (kind == QLatin1String("copy"))
            detail = plain(body.value("from", Json())) + QStringLiteral(" → ") + plain(body.value("to", Json()));
        else if (kind == QLatin1String("repeat"))
            detail = plain(body.value("count", Json())) + QStringLiteral(" ×");
        else if (body.contains("ns"))
            detail = body["ns"].is_number_integer() ? duration(body["ns"].get<Ns>())
                                                    : plain(body["ns"]) + QStringLiteral(" ns");
        else
            for (const char* key : {"event", "scope", "buffer", "bytes"})
                if (body.contains(key) && detail.isEmpty())
                    detail = plain(body[key]);
    }
    return detail.isEmpty() ? operationKindName(kind) : operationKindName(kind) + QStringLiteral(" · ") + detail;
}

QString missingFor(const QString& kind, const workload::Experiment& experiment)
{
    return kind == QLatin1String("wait") && workload::eventNames(experiment).empty()
               ? OperationWords::tr("Nothing records an event yet")
               : QString();
}

Result<workload::Experiment> withNewOperation(const workload::Experiment& experiment, const QString& kind,
                                              const std::string& place)
{
    const bool needsBuffer = kind == QLatin1String("alloc") || kind == QLatin1String("free");
    const auto prepared = needsBuffer && bufferNames(experiment).isEmpty() ? workload::addBuffer(experiment)
                                                                           : Result<workload::Experiment>(experiment);
    if (!prepared)
        return prepared;
    return workload::addOperation(*prepared, place, newOperation(kind, *prepared));
}

FieldForm::Page operationPage(ExperimentDocument* document, const QString& place)
{
    return OperationForm(document, place).page();
}

} // namespace streamscope::ui
