// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QString>
#include <QWidget>

#include <functional>
#include <vector>

class QFormLayout;
class QLabel;

namespace streamscope::ui {

/// A form of fields over members of one JSON object. A field is committed on Enter or when it is left; what the
/// document refuses stays in the field, with the reason under it.
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
        QString note; ///< beside the field: what an expression comes to
    };

    struct Page
    {
        QString place; ///< JSON pointer of the object; errors within need not name it
        QString intro; ///< above the fields
        std::vector<Field> fields;
    };

    explicit FieldForm(QWidget* parent = nullptr);

    /// Fields of the same keys keep focus and text being typed.
    void setPage(Page page);
    /// Of what was tried outside the fields: above them.
    void showError(const Status& status);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    struct Row
    {
        QWidget* editor;
        QLabel *note, *error;
    };
    void rebuild();
    void refresh();
    QWidget* makeEditor(std::size_t i);
    void commit(std::size_t i, const QString& value);
    void showIn(QLabel* label, const Status& status);
    void showFieldError(std::size_t i, const Status& status);

    QFormLayout* m_form;
    QLabel *m_error, *m_intro;
    Page m_page;
    std::vector<Row> m_rows;
};

} // namespace streamscope::ui
