// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "editor/member_fields.h"

#include "editor/experiment_document.h"
#include "language/language.h"
#include "workload/edit.h"

#include <QCoreApplication>

namespace streamscope::ui {

namespace {

struct FieldWords
{
    Q_DECLARE_TR_FUNCTIONS(FieldWords)
};

Json textOrNothing(const QString& typed)
{
    return typed.isEmpty() ? Json() : Json(typed.toStdString());
}

} // namespace

Json numberOrText(const QString& typed)
{
    if (typed.isEmpty())
        return {};
    bool isWhole = false, isNumber = false;
    const qlonglong whole = typed.toLongLong(&isWhole);
    const double number = typed.toDouble(&isNumber);
    return isWhole ? Json(whole) : isNumber && qIsFinite(number) ? Json(number) : Json(typed.toStdString());
}

Json namesIn(const QString& typed)
{
    Json names = Json::array();
    for (const QString& name : typed.split(QLatin1Char(','), Qt::SkipEmptyParts))
        if (!name.trimmed().isEmpty())
            names.push_back(name.trimmed().toStdString());
    return names.empty() ? Json() : names;
}

QString plain(const Json& value)
{
    return value.is_string() ? text(value.get_ref<const std::string&>())
           : value.is_null() ? QString()
                             : text(value.dump());
}

MemberFields::MemberFields(ExperimentDocument* document, QString place)
    : m_document(document), m_place(std::move(place))
{}

const Json& MemberFields::json() const
{
    static const Json nothing = Json::object();
    const Json::json_pointer pointer(m_place.mid(1).toStdString());
    const Json& document = m_document->experiment().document();
    return document.contains(pointer) && document.at(pointer).is_object() ? document.at(pointer) : nothing;
}

QString MemberFields::undoText(const QString& label)
{
    return FieldWords::tr("change “%1”").arg(label);
}

QString MemberFields::noteOf(const QString& typed) const
{
    if (typed.isEmpty() || numberOrText(typed).is_number())
        return {};
    const auto value = m_document->experiment().valueOf(typed.toStdString());
    return value ? QStringLiteral("= ") + QString::number(*value, 'g', 12) : QString();
}

FieldForm::Field MemberFields::field(const QString& label, const QString& key, const QString& value,
                                     const QString& hint, Json (*toJson)(const QString&)) const
{
    const auto commit = [document = m_document, place = m_place, label, key, toJson](const QString& typed) {
        return document->edit(undoText(label), [&](const workload::Experiment& experiment) {
            return workload::setMember(experiment, place.toStdString(), key.toStdString(), toJson(typed));
        });
    };
    return {label, key, value, hint, {}, {}, commit, {}};
}

FieldForm::Field MemberFields::number(const QString& label, const QString& key, const QString& hint) const
{
    Field made = field(label, key, plain(value(key)), hint, numberOrText);
    made.note = noteOf(made.value);
    return made;
}

FieldForm::Field MemberFields::text(const QString& label, const QString& key, const QString& hint) const
{
    return field(label, key, plain(value(key)), hint, textOrNothing);
}

FieldForm::Field MemberFields::localText(const QString& label, const QString& key, const QString& hint) const
{
    const Json whole = value(key);
    const std::string own(language());
    const Json shown = !whole.is_object() ? whole : whole.contains(own) ? whole.at(own) : Json();
    Field made = field(label, key, plain(shown), hint, textOrNothing);
    if (whole.is_object())
        made.commit = [document = m_document, place = m_place, label, key, whole, own](const QString& typed) {
            Json changed = whole;
            if (typed.isEmpty())
                changed.erase(own);
            else
                changed[own] = typed.toStdString();
            return document->edit(undoText(label), [&](const workload::Experiment& experiment) {
                return workload::setMember(experiment, place.toStdString(), key.toStdString(),
                                           changed.empty() ? Json() : changed);
            });
        };
    return made;
}

FieldForm::Field MemberFields::names(const QString& label, const QString& key, const QString& hint) const
{
    QStringList all;
    for (const Json& name : value(key))
        all += plain(name);
    return field(label, key, all.join(QStringLiteral(", ")), hint, namesIn);
}

FieldForm::Field MemberFields::required(const QString& label, const QString& key, const QStringList& shown,
                                        const QStringList& values) const
{
    Field made = text(label, key);
    made.choices = shown;
    made.choiceValues = values;
    return made;
}

FieldForm::Field MemberFields::choice(const QString& label, const QString& key, const QStringList& shown,
                                      const QStringList& values) const
{
    Field made = required(label, key, shown, values);
    if (made.value.isEmpty())
        made.value = values.front();
    made.commit = [commit = made.commit, nothing = values.front()](const QString& value) {
        return commit(value == nothing ? QString() : value);
    };
    return made;
}

} // namespace streamscope::ui
