// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "editor/field_form.h"

#include "language/language.h"
#include "theme/theme.h"

#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace streamscope::ui {

nlohmann::ordered_json numberOrText(const QString& typed)
{
    if (typed.isEmpty())
        return {};
    bool whole = false;
    const qlonglong number = typed.toLongLong(&whole);
    return whole ? nlohmann::ordered_json(number) : nlohmann::ordered_json(typed.toStdString());
}

FieldForm::FieldForm(QWidget* parent) : QWidget(parent), m_form(new QFormLayout), m_error(new QLabel(this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    m_form->setHorizontalSpacing(10);
    m_form->setVerticalSpacing(5);
    m_form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    column->addLayout(m_form);
    m_error->setObjectName(QStringLiteral("editorError"));
    m_error->setWordWrap(true);
    m_error->setTextFormat(Qt::PlainText);
    m_error->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_error->hide();
    column->addWidget(m_error);
    column->addStretch(1);
}

void FieldForm::setFields(std::vector<Field> fields)
{
    const bool same =
        std::equal(fields.begin(), fields.end(), m_fields.begin(), m_fields.end(), [](const Field& a, const Field& b) {
            return a.key == b.key && a.label == b.label && a.choices == b.choices;
        });
    m_fields = std::move(fields);
    if (same)
        refresh();
    else
        rebuild();
}

void FieldForm::showError(const Status& status)
{
    if (status) {
        m_error->hide();
        m_error->clear();
        return;
    }
    Error error = status.error();
    error.file.clear(); // the place says it; the file is the one on the bench
    QPalette colours = palette();
    colours.setColor(QPalette::WindowText, themeOf(colours).warning);
    m_error->setPalette(colours);
    m_error->setText(sentence(error));
    m_error->show();
}

void FieldForm::refresh()
{
    for (std::size_t i = 0; i < m_fields.size(); ++i) {
        const QSignalBlocker quiet(m_widgets[i]);
        if (auto* line = qobject_cast<QLineEdit*>(m_widgets[i])) {
            if (!line->hasFocus() || !line->isModified())
                line->setText(m_fields[i].value);
            line->setPlaceholderText(m_fields[i].hint);
        } else if (auto* box = qobject_cast<QComboBox*>(m_widgets[i])) {
            box->setCurrentIndex(std::max(0, int(m_fields[i].choiceValues.indexOf(m_fields[i].value))));
        }
    }
}

void FieldForm::rebuild()
{
    while (m_form->rowCount() > 0) { // a field may be the sender of the signal that leads here
        const QFormLayout::TakeRowResult row = m_form->takeRow(0);
        for (QLayoutItem* item : {row.labelItem, row.fieldItem}) {
            if (item && item->widget()) {
                item->widget()->hide();
                item->widget()->setObjectName(QString());
                item->widget()->deleteLater();
            }
            delete item;
        }
    }
    m_widgets.clear();
    m_error->hide();
    for (std::size_t i = 0; i < m_fields.size(); ++i) {
        const Field& field = m_fields[i];
        QWidget* made = nullptr;
        // Fields may be replaced while a commit runs: what it needs is copied.
        const auto commit = [this, i](const QString& value) {
            if (i >= m_fields.size() || value == m_fields[i].value)
                return;
            const auto call = m_fields[i].commit;
            showError(call(value));
        };
        if (field.choices.isEmpty()) {
            auto* line = new QLineEdit(this);
            connect(line, &QLineEdit::editingFinished, this, [line, commit] {
                if (!line->isModified())
                    return;
                line->setModified(false);
                commit(line->text().trimmed());
            });
            made = line;
        } else {
            auto* box = new QComboBox(this);
            box->addItems(field.choices);
            box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
            box->setMinimumContentsLength(8);
            connect(box, &QComboBox::activated, this, [this, i, commit](int row) {
                if (i < m_fields.size() && row >= 0 && row < m_fields[i].choiceValues.size())
                    commit(m_fields[i].choiceValues[row]);
            });
            made = box;
        }
        made->setObjectName(QStringLiteral("field-") + field.key);
        made->setAccessibleName(field.label);
        auto* label = new QLabel(field.label, this);
        label->setTextFormat(Qt::PlainText);
        label->setBuddy(made);
        m_form->addRow(label, made);
        m_widgets.push_back(made);
    }
    refresh();
}

} // namespace streamscope::ui
