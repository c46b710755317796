// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "editor/field_form.h"

#include <nlohmann/json.hpp>

namespace streamscope::ui {

class ExperimentDocument;
using Json = nlohmann::ordered_json;

/// What was typed into a field: a number, else text (an expression); null if it is empty.
Json numberOrText(const QString& typed);
/// "a, b" as a list of names; null if there is none.
Json namesIn(const QString& typed);
/// A string without its quotes, other values as JSON, nothing for null.
QString plain(const Json& value);

/// Makes the fields of a form over one object of the experiment: what stands there now, and how it is changed. The
/// document outlives the fields.
class MemberFields
{
public:
    using Field = FieldForm::Field;

    MemberFields(ExperimentDocument* document, QString place);

    /// The object; an empty one if the place is not there.
    const Json& json() const;
    const QString& place() const { return m_place; }
    Json value(const QString& key) const { return json().value(key.toStdString(), Json()); }

    /// A number or an expression, whose value is noted beside it.
    Field number(const QString& label, const QString& key, const QString& hint = {}) const;
    Field text(const QString& label, const QString& key, const QString& hint = {}) const;
    /// A text for people: the one of the window's language.
    Field localText(const QString& label, const QString& key, const QString& hint = {}) const;
    Field names(const QString& label, const QString& key, const QString& hint = {}) const;
    /// One of `values`. The first is what an absent key means, and takes it away.
    Field choice(const QString& label, const QString& key, const QStringList& shown, const QStringList& values) const;
    /// One of `values`; the key always stands.
    Field required(const QString& label, const QString& key, const QStringList& shown, const QStringList& values) const;

    /// What `typed` comes to, if it is an expression with a value: "= 2048".
    QString noteOf(const QString& typed) const;
    /// "change the priority": what undo calls it.
    static QString undoText(const QString& label);

private:
    Field field(const QString& label, const QString& key, const QString& value, const QString& hint,
                Json (*toJson)(const QString&)) const;

    ExperimentDocument* m_document;
    QString m_place;
};

} // namespace streamscope::ui
