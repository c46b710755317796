// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "editor/field_form.h"

#include "language/language.h"
#include "theme/theme.h"

#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QStyle>
#include <QVBoxLayout>

#include <algorithm>

namespace streamscope::ui {

namespace {

constexpr int longestLabel = 18; ///< characters on one line

QLabel* errorLabel(const QString& name, QWidget* parent)
{
    auto* label = new QLabel(parent);
    label->setObjectName(name);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    label->hide();
    return label;
}

void markInvalid(QWidget* editor, bool invalid)
{
    if (editor->property("invalid").toBool() == invalid)
        return;
    editor->setProperty("invalid", invalid);
    editor->style()->unpolish(editor);
    editor->style()->polish(editor);
}

} // namespace

FieldForm::FieldForm(QWidget* parent)
    : QWidget(parent), m_form(new QFormLayout), m_error(errorLabel(QStringLiteral("editorError"), this)),
      m_intro(new QLabel(this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    m_form->setHorizontalSpacing(10);
    m_form->setVerticalSpacing(5);
    m_form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_intro->setProperty("role", QStringLiteral("muted"));
    m_intro->setWordWrap(true);
    m_intro->setTextFormat(Qt::PlainText);
    m_intro->hide();
    column->addWidget(m_error);
    column->addWidget(m_intro);
    column->addLayout(m_form);
    column->addStretch(1);
}

void FieldForm::setPage(Page page)
{
    const bool same = page.place == m_page.place &&
                      std::equal(page.fields.begin(), page.fields.end(), m_page.fields.begin(), m_page.fields.end(),
                                 [](const Field& a, const Field& b) {
                                     return a.key == b.key && a.label == b.label && a.choices == b.choices;
                                 });
    m_page = std::move(page);
    m_intro->setText(m_page.intro);
    m_intro->setVisible(!m_page.intro.isEmpty());
    if (same)
        refresh();
    else
        rebuild();
}

void FieldForm::showError(const Status& status)
{
    showIn(m_error, status);
}

void FieldForm::showIn(QLabel* label, const Status& status)
{
    if (status) {
        label->hide();
        label->clear();
        return;
    }
    Error error = status.error();
    error.file.clear(); // it is the one on the bench
    if (!m_page.place.isEmpty() && text(error.place).startsWith(m_page.place))
        error.place.clear(); // this is the place
    QPalette colours = palette();
    colours.setColor(QPalette::WindowText, themeOf(colours).warning);
    label->setPalette(colours);
    label->setText(sentence(error));
    label->show();
}

void FieldForm::showFieldError(std::size_t i, const Status& status)
{
    showIn(m_rows[i].error, status);
    m_rows[i].note->setVisible(status && !m_rows[i].note->text().isEmpty()); // it is of what stood there before
    markInvalid(m_rows[i].editor, !status);
}

void FieldForm::refresh()
{
    m_error->hide();
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        const Field& field = m_page.fields[i];
        const QSignalBlocker quiet(m_rows[i].editor);
        if (auto* line = qobject_cast<QLineEdit*>(m_rows[i].editor)) {
            if (!line->hasFocus() || !line->isModified())
                line->setText(field.value);
            line->setPlaceholderText(field.hint);
            line->setCursorPosition(line->hasFocus() ? line->cursorPosition() : 0);
        } else if (auto* box = qobject_cast<QComboBox*>(m_rows[i].editor)) {
            box->setCurrentIndex(std::max(0, int(field.choiceValues.indexOf(field.value))));
        }
        m_rows[i].note->setText(field.note);
        showFieldError(i, {});
    }
}

/// Fields may be replaced while a commit runs: what it needs is copied.
void FieldForm::commit(std::size_t i, const QString& value)
{
    if (i >= m_page.fields.size())
        return;
    if (value == m_page.fields[i].value) { // as it was: nothing to complain of
        showFieldError(i, {});
        return;
    }
    const QString place = m_page.place, key = m_page.fields[i].key;
    const auto call = m_page.fields[i].commit;
    const Status status = call(value);
    if (i < m_page.fields.size() && m_page.place == place && m_page.fields[i].key == key)
        showFieldError(i, status);
    else if (!status)
        showError(status);
}

/// A field takes undo and redo for itself while it has text of its own to take back; else they are the window's.
bool FieldForm::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        const auto* line = qobject_cast<QLineEdit*>(watched);
        const auto* key = static_cast<QKeyEvent*>(event);
        const bool undo = key->matches(QKeySequence::Undo), redo = key->matches(QKeySequence::Redo);
        if (line && ((undo && !(line->isModified() && line->isUndoAvailable())) ||
                     (redo && !(line->isModified() && line->isRedoAvailable())))) {
            event->ignore();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

QWidget* FieldForm::makeEditor(std::size_t i)
{
    const Field& field = m_page.fields[i];
    if (field.choices.isEmpty()) {
        auto* line = new QLineEdit(this);
        line->installEventFilter(this);
        connect(line, &QLineEdit::editingFinished, this, [this, line, i] {
            if (!line->isModified())
                return;
            line->setModified(false);
            commit(i, line->text().trimmed());
        });
        return line;
    }
    auto* box = new QComboBox(this);
    box->addItems(field.choices);
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box->setMinimumContentsLength(8);
    connect(box, &QComboBox::activated, this, [this, i](int row) {
        if (i < m_page.fields.size() && row >= 0 && row < m_page.fields[i].choiceValues.size())
            commit(i, m_page.fields[i].choiceValues[row]);
    });
    return box;
}

void FieldForm::rebuild()
{
    while (m_form->rowCount() > 0) { // a field may be the sender of the signal that leads here
        const QFormLayout::TakeRowResult row = m_form->takeRow(0);
        for (QLayoutItem* item : {row.labelItem, row.fieldItem}) {
            if (item && item->widget()) {
                item->widget()->hide();
                for (QWidget* inner : item->widget()->findChildren<QWidget*>())
                    inner->setObjectName(QString());
                item->widget()->deleteLater();
            }
            delete item;
        }
    }
    m_rows.clear();
    for (std::size_t i = 0; i < m_page.fields.size(); ++i) {
        const Field& field = m_page.fields[i];
        auto* cell = new QWidget(this);
        auto* column = new QVBoxLayout(cell);
        column->setContentsMargins(0, 0, 0, 0);
        column->setSpacing(2);
        auto* line = new QHBoxLayout;
        column->addLayout(line);
        Row row{makeEditor(i), new QLabel(cell), errorLabel(QStringLiteral("error-") + field.key, cell)};
        row.editor->setObjectName(QStringLiteral("field-") + field.key);
        row.editor->setAccessibleName(field.label);
        row.note->setProperty("role", QStringLiteral("muted"));
        row.note->setTextFormat(Qt::PlainText);
        line->addWidget(row.editor, 1);
        line->addWidget(row.note);
        column->addWidget(row.error);
        auto* label = new QLabel(field.label, this);
        label->setTextFormat(Qt::PlainText);
        label->setBuddy(row.editor);
        if (fontMetrics().horizontalAdvance(field.label) > fontMetrics().averageCharWidth() * longestLabel) {
            label->setWordWrap(true); // one long label takes no room from all fields
            label->setFixedWidth(fontMetrics().averageCharWidth() * longestLabel);
        }
        m_form->addRow(label, cell);
        m_rows.push_back(row);
    }
    refresh();
}

} // namespace streamscope::ui
