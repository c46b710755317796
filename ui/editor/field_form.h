// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QString>
#include <QWidget>

#include <nlohmann/json.hpp>

#include <functional>
#include <vector>

class QFormLayout;
class QLabel;

namespace streamscope::ui {

/// What was typed into a field: a whole number, else text (an expression); null if it is empty.
nlohmann::ordered_json numberOrText(const QString& typed);

/// A form of fields over members of one JSON object. A field is committed on Enter or when it is left; what the
/// document refuses stays in the field, with the reason under the form.
class FieldForm : public QWidget
{
    Q_OBJECT

public:
    struct Field
    {
        QString label;
        QString key; ///< for the object name, and to find the field again
        QString value;
        QString hint;        ///< placeholder: what an empty field means
        QStringList choices; ///< not empty: a list to choose from, stored as `choiceValues`
        QStringList choiceValues;
        std::function<Status(const QString& value)> commit;
    };

    explicit FieldForm(QWidget* parent = nullptr);

    /// Fields of the same keys keep focus and text being typed.
    void setFields(std::vector<Field> fields);
    void showError(const Status& status);

private:
    void rebuild();
    void refresh();

    QFormLayout* m_form;
    QLabel* m_error;
    std::vector<Field> m_fields;
    std::vector<QWidget*> m_widgets;
};

} // namespace streamscope::ui
